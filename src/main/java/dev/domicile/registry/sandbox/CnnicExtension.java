package dev.domicile.registry.sandbox;

import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What cnnic-contact-1.0 adds to a new contact. */
final class CnnicExtension {

  private static final Pattern HOLDER = Pattern.compile("[IE]");
  private static final Set<String> TYPES = Set.of("SFZ", "HZ", "JGZ", "ORG", "YYZZ", "QT");

  private CnnicExtension() {}

  static ContactCard.@Nullable Document read(Form form, @Nullable Element extension) {
    if (extension == null) {
      return null;
    }
    Element create = extension.children().isEmpty() ? null : extension.children().getFirst();
    if (create == null
        || extension.children().size() > 1
        || !create.is(Element.CNNIC_CONTACT, "create")) {
      form.wrong(ResultCode.EXTENSION, "extension: only cnnic-contact:create");
      return null;
    }
    Form inner = form.within(create);
    String holder = inner.token("type", HOLDER);
    Element contact = inner.required("contact");
    inner.maybe("purveyor");
    inner.maybe("mobile");
    inner.end();
    if (contact == null) {
      return null;
    }
    String type = contact.attribute("type");
    if (type == null || !TYPES.contains(type)) {
      form.wrong(ResultCode.RANGE, "contact: type");
      return null;
    }
    return new ContactCard.Document(holder, type, form.checked("contact", contact.token(), 1, 255));
  }
}
