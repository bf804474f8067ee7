package dev.domicile.change;

/**
 * How a domain shall be at its registry.
 *
 * @param handle of the new contact there
 * @param transferLock whether clientTransferProhibited shall be set; only with a change of
 *     registrant
 */
record Wanted(ContactType type, String handle, boolean transferLock) {
  Wanted {
    if (transferLock && type != ContactType.REGISTRANT) {
      throw new IllegalArgumentException("a transfer lock goes with a change of registrant only");
    }
  }
}
