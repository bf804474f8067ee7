package dev.domicile.contact;

/**
 * A contact that an account keeps under a number, for submits to come.
 *
 * @param id positive and below 2^53, so that it survives a client that counts in doubles
 * @param type {@code common} or {@code cnnic}; kept and shown, without a meaning here
 * @param isDefault at most one of an account is
 * @param contact well-formed, and maybe not complete
 * @param createdAt epoch milliseconds
 * @param updatedAt epoch milliseconds
 */
public record Profile(
    long id,
    String type,
    boolean isDefault,
    ContactSubmission contact,
    long createdAt,
    long updatedAt) {

  /** Personal data stays out of logs and messages. */
  @Override
  public String toString() {
    return "Profile[" + id + "]";
  }
}
