package dev.domicile.registry.epp;

/** What a server can send (RFC 5730 section 2.1). */
sealed interface Message permits Greeting, Response {

  /**
   * @param xml what the root was read from
   */
  static Message of(Element root, byte[] xml) throws NotEppException {
    if (!root.is(Ns.EPP, "epp")) {
      throw new NotEppException("the root element is not <epp> of EPP 1.0");
    }
    Element response = root.child("response");
    if (response != null) {
      return Response.of(response, xml);
    }
    return Greeting.of(root.need("greeting"));
  }
}
