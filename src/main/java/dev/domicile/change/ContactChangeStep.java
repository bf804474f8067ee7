package dev.domicile.change;

import dev.domicile.audit.Audit;
import dev.domicile.contact.RegistryContacts;
import dev.domicile.portfolio.Readings;
import dev.domicile.portfolio.TransferLocks;
import dev.domicile.registry.Registry;
import dev.domicile.store.Database;
import dev.domicile.task.Claim;
import dev.domicile.task.Journal;
import dev.domicile.task.StepResult;
import dev.domicile.task.StepRunner;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Carries a contact change out for one domain. This class holds what all steps share; one attempt
 * at one of them is a {@link ContactChangeAttempt}.
 */
public final class ContactChangeStep implements StepRunner {

  /**
   * Times of a change.
   *
   * @param freshFor how long a reading of a domain counts as known
   * @param transferLockFor from the registry's success to the end of a transfer lock
   */
  public record Times(Duration freshFor, Duration transferLockFor) {}

  final Map<String, Registry> registries;
  final Database database;
  final Journal journal;
  final ContactChanges changes;
  final BeforeImages beforeImages;
  final RegistryContacts contacts;
  final Readings readings;
  final TransferLocks locks;
  final Audit audit;
  final InstantSource clock;
  final Times times;

  public ContactChangeStep(
      Map<String, Registry> registries,
      Database database,
      Journal journal,
      RegistryContacts contacts,
      Readings readings,
      TransferLocks locks,
      Audit audit,
      InstantSource clock,
      Times times) {
    this.registries = Map.copyOf(registries);
    this.database = database;
    this.journal = journal;
    this.changes = new ContactChanges(database);
    this.beforeImages = new BeforeImages(database, readings);
    this.contacts = contacts;
    this.readings = readings;
    this.locks = locks;
    this.audit = audit;
    this.clock = clock;
    this.times = times;
  }

  /** The kinds of task that this step carries out. */
  public static Map<String, StepRunner> runners(StepRunner step) {
    return Arrays.stream(ContactType.values())
        .collect(Collectors.toMap(ContactType::taskType, type -> step));
  }

  @Override
  public StepResult run(Claim claim) {
    Registry registry = registries.get(claim.queue());
    if (registry == null) {
      return new StepResult.Held(
          Reason.UNREACHABLE.name(),
          "registry " + claim.queue() + " is not in the configuration any more");
    }
    return new ContactChangeAttempt(this, claim, registry).run();
  }
}
