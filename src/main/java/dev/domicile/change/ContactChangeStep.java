package dev.domicile.change;

import dev.domicile.contact.RegistryContacts;
import dev.domicile.portfolio.TransferLocks;
import dev.domicile.task.Claim;
import dev.domicile.task.StepResult;
import dev.domicile.task.StepRunner;
import java.time.Duration;

/** Carries a contact change out for one domain. */
public final class ContactChangeStep implements StepRunner {

  final Workbench bench;
  final PerTask<ContactChange> changes;
  final RegistryContacts contacts;
  final TransferLocks locks;
  final Feed feed;
  final Duration transferLockFor;

  /**
   * @param transferLockFor from the registry's success to the end of a transfer lock
   */
  public ContactChangeStep(
      Workbench bench,
      RegistryContacts contacts,
      TransferLocks locks,
      Feed feed,
      Duration transferLockFor) {
    this.bench = bench;
    this.changes = new PerTask<>(bench.database, ContactChange::find);
    this.contacts = contacts;
    this.locks = locks;
    this.feed = feed;
    this.transferLockFor = transferLockFor;
  }

  @Override
  public StepResult run(Claim claim) {
    return bench.attempt(claim, registry -> new ContactAim(this, claim, registry));
  }
}
