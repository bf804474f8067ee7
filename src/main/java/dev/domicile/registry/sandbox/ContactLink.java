package dev.domicile.registry.sandbox;

/** A contact in a role, as it stands in domain commands. */
record ContactLink(String role, String handle) {

  static ContactLink of(Form form, Element contact) {
    String role = contact.attribute("type");
    if (role == null) {
      form.wrong(ResultCode.MISSING, "contact: type");
      role = "";
    } else if (!HeldDomain.ROLES.contains(role)) {
      form.wrong(ResultCode.RANGE, "contact: type");
    }
    return new ContactLink(role, Syntax.handle(form, contact));
  }
}
