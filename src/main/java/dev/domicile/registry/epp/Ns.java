package dev.domicile.registry.epp;

/** The XML namespaces spoken. */
final class Ns {
  static final String EPP = "urn:ietf:params:xml:ns:epp-1.0";
  static final String DOMAIN = "urn:ietf:params:xml:ns:domain-1.0";
  static final String CONTACT = "urn:ietf:params:xml:ns:contact-1.0";
  static final String CNNIC_CONTACT = "urn:ietf:params:xml:ns:cnnic-contact-1.0";
  static final String CHANGE_POLL = "urn:ietf:params:xml:ns:changePoll-1.0";
  static final String LOGIN_SEC = "urn:ietf:params:xml:ns:epp:loginSec-1.0";

  private Ns() {}
}
