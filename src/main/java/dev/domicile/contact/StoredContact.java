package dev.domicile.contact;

/**
 * One immutable version of a contact.
 *
 * @param createdAt epoch milliseconds
 * @param submitted as the client sent it
 * @param normal made of it when it was stored: a later release that reads numbers or names
 *     otherwise does not change work under way
 */
public record StoredContact(
    long id, long accountId, long createdAt, ContactSubmission submitted, Contact normal) {

  /** Personal data stays out of logs and messages. */
  @Override
  public String toString() {
    return "StoredContact[" + id + "]";
  }
}
