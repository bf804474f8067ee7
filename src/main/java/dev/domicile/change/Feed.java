package dev.domicile.change;

import dev.domicile.contact.Contact;
import dev.domicile.contact.Contacts;
import dev.domicile.events.Delivery;
import dev.domicile.events.Outbox;
import dev.domicile.events.Progress;
import dev.domicile.events.Stream;
import dev.domicile.store.Database;
import dev.domicile.store.Ids;
import dev.domicile.store.Sql;
import dev.domicile.task.Claim;
import dev.domicile.task.PendingSteps;
import dev.domicile.task.StepResult;
import dev.domicile.task.TaskDetailNo;
import dev.domicile.task.TaskOrigins;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The way of contact records that no registry holds to the registrar's RDAP or WHOIS system. A step
 * hands its record over and ends when that system has acknowledged it.
 */
public final class Feed {

  private static final String STREAM = "feed ";

  private final Database database;
  private final Outbox outbox;
  private final Contacts contacts;
  private final Ids ids;
  private final InstantSource clock;
  private final Set<String> registries;
  private final TaskOrigins origins = new TaskOrigins();

  /**
   * @param registries those with a feed, by name
   */
  public Feed(
      Database database,
      Outbox outbox,
      Contacts contacts,
      Ids ids,
      InstantSource clock,
      Set<String> registries) {
    this.database = database;
    this.outbox = outbox;
    this.contacts = contacts;
    this.ids = ids;
    this.clock = clock;
    this.registries = Set.copyOf(registries);
  }

  /** Of the couriers. */
  public static String stream(String registry) {
    return STREAM + registry;
  }

  /**
   * Wakes the steps whose records have arrived or were refused.
   *
   * @param wake is given the registry's name after the commit
   */
  public static Stream.Listener listener(
      String registry, PendingSteps steps, InstantSource clock, Consumer<List<String>> wake) {
    return new Stream.Listener() {
      @Override
      public void ended(Sql sql, String owner) {
        int slash = owner.indexOf('/');
        steps.wake(
            sql,
            Long.parseLong(owner, 0, slash, 10),
            Integer.parseInt(owner, slash + 1, owner.length(), 10),
            clock.millis());
      }

      @Override
      public void committed() {
        wake.accept(List.of(registry));
      }
    };
  }

  boolean takes(String registry) {
    return registries.contains(registry);
  }

  /** What hands the record over, within the step's transaction. */
  StepResult.Effects handing(Claim claim, ContactChange change) {
    Contact contact = contacts.load(change.contactId()).normal();
    return sql -> hand(sql, claim, change.type(), contact);
  }

  private void hand(Sql sql, Claim claim, ContactType role, Contact contact) {
    String id = ids.uuid();
    long now = clock.millis();
    TaskOrigins.Origin origin =
        Optional.ofNullable(
                origins.of(sql, claim.accountId(), List.of(claim.taskId())).get(claim.taskId()))
            .orElseThrow(() -> new IllegalStateException("no task " + claim.taskId()));
    FeedRecord record =
        new FeedRecord(
            id,
            Instant.ofEpochMilli(now),
            claim.queue(),
            claim.subject(),
            role,
            origin.taskNo(),
            contact);
    outbox.add(
        sql,
        new Delivery(stream(claim.queue()), claim.subject(), owner(claim), id, record.line()),
        now);
  }

  /** Empty where the step has handed nothing over. */
  Optional<Progress> progress(Claim claim) {
    return database.read(sql -> outbox.progress(sql, stream(claim.queue()), owner(claim)));
  }

  /** The step ends, or waits no more. */
  void forget(Sql sql, Claim claim) {
    outbox.forget(sql, stream(claim.queue()), owner(claim));
  }

  /** Nothing is fed before a person has released its step. */
  static int hold(Sql sql) {
    return Outbox.hold(sql, STREAM);
  }

  static void release(Sql sql, String registry, TaskDetailNo number) {
    Outbox.release(sql, stream(registry), owner(number.taskId(), number.seq()));
  }

  /** For a step that ends without its runner. */
  static void forget(Sql sql, Outbox outbox, String registry, TaskDetailNo number) {
    outbox.forget(sql, stream(registry), owner(number.taskId(), number.seq()));
  }

  private static String owner(Claim claim) {
    return owner(claim.taskId(), claim.seq());
  }

  private static String owner(long taskId, int seq) {
    return taskId + "/" + seq;
  }
}
