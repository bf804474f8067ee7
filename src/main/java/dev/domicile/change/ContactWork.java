package dev.domicile.change;

import dev.domicile.api.Refusal;
import dev.domicile.contact.ContactSubmission;
import dev.domicile.contact.Contacts;
import dev.domicile.store.Sql;
import java.util.Optional;

/**
 * A contact in place of the one that the domains have. What is stored is a version of its own:
 * nothing that happens later to a profile it came from reaches it.
 */
record ContactWork(
    Contacts contacts,
    ContactType type,
    ContactSubmission contact,
    boolean transferLock,
    LiftUpdateLock updateLock)
    implements Work {

  @Override
  public TaskType taskType() {
    return type.taskType();
  }

  @Override
  public String told() {
    return transferLock ? "lock " : "";
  }

  @Override
  public Optional<String> needsRegistry() {
    return transferLock ? Optional.of("TransferOutProhibited") : Optional.empty();
  }

  @Override
  public Optional<Refusal> refusal(Sql sql, BatchNames names) {
    return Optional.empty();
  }

  @Override
  public void store(Sql sql, long accountId, long taskId) {
    long contactId = contacts.store(sql, accountId, contact);
    new ContactChange(contactId, type, transferLock, updateLock).add(sql, accountId, taskId);
  }
}
