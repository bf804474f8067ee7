package dev.domicile.registry;

import java.util.List;

/**
 * What proves who a contact is, as CNNIC's extension cnnic-contact-1.0 asks for it.
 *
 * @param holder whose document it is
 * @param type one of {@link #TYPES}
 * @param number as printed on the document, 1 to 255 characters
 */
public record IdentityDocument(Holder holder, String type, String number) {

  /**
   * Identity card, passport, officer's card, organization code, business licence, and all others.
   */
  public static final List<String> TYPES = List.of("SFZ", "HZ", "JGZ", "ORG", "YYZZ", "QT");

  public enum Holder {
    PERSON,
    ENTERPRISE
  }

  /** Personal data stays out of logs and messages. */
  @Override
  public String toString() {
    return "IdentityDocument[" + type + "]";
  }
}
