package dev.domicile.change;

import dev.domicile.account.Caller;
import dev.domicile.audit.Audit;
import dev.domicile.contact.ContactSubmission;
import dev.domicile.contact.Contacts;
import dev.domicile.portfolio.Domains;
import dev.domicile.store.Database;
import dev.domicile.store.Sql;
import dev.domicile.task.NewTask;
import dev.domicile.task.Submitted;
import dev.domicile.task.TaskQueue;
import dev.domicile.wire.DomainName;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores a batch: contact, task, steps and busy marks in one transaction. The TaskNo is given out
 * after the commit, so whoever holds one will get an outcome.
 */
public final class BatchSubmission {

  private static final Logger log = LoggerFactory.getLogger(BatchSubmission.class);

  /** What became of a batch. */
  sealed interface Result {

    record Accepted(String taskNo) implements Result {}

    /** Not held by the account, or of a TLD that no registry serves; nothing is stored. */
    record NotHeld(List<DomainName> names) implements Result {}

    /** With a change under way; nothing is stored. */
    record Busy(List<DomainName> names) implements Result {}
  }

  private final Database database;
  private final Domains domains;
  private final Contacts contacts;
  private final ContactChanges changes;
  private final TaskQueue tasks;
  private final Audit audit;
  private final InstantSource clock;
  private final Consumer<Collection<String>> wake;

  /**
   * @param wake told which registries have new work, after the commit
   */
  public BatchSubmission(
      Database database,
      Domains domains,
      Contacts contacts,
      TaskQueue tasks,
      Audit audit,
      InstantSource clock,
      Consumer<Collection<String>> wake) {
    this.database = database;
    this.domains = domains;
    this.contacts = contacts;
    this.changes = new ContactChanges(database);
    this.tasks = tasks;
    this.audit = audit;
    this.clock = clock;
    this.wake = wake;
  }

  Result submit(
      Caller caller,
      BatchNames names,
      ContactType type,
      ContactSubmission contact,
      boolean lock,
      String clientIp) {
    List<DomainName> unserved = names.unserved();
    Result result =
        database.writeIf(
            stored -> stored instanceof Result.Accepted,
            sql -> {
              List<DomainName> notHeld = notHeld(sql, caller, names, unserved);
              return notHeld.isEmpty()
                  ? store(sql, caller, names, type, contact, lock, clientIp)
                  : new Result.NotHeld(notHeld);
            });
    if (result instanceof Result.Accepted(String taskNo)) {
      log.info(
          "task {} accepted: {} of {} domains for account {}",
          taskNo,
          type.taskType(),
          names.given().size(),
          caller.accountName());
      wake.accept(names.registryNames());
    }
    return result;
  }

  private List<DomainName> notHeld(
      Sql sql, Caller caller, BatchNames names, List<DomainName> unserved) {
    Set<DomainName> held = domains.holdings(sql, caller.accountId(), names.given().keySet());
    if (unserved.isEmpty() && held.size() == names.given().size()) {
      return List.of();
    }
    return names.given().keySet().stream()
        .filter(name -> !held.contains(name) || unserved.contains(name))
        .toList();
  }

  private Result store(
      Sql sql,
      Caller caller,
      BatchNames names,
      ContactType type,
      ContactSubmission contact,
      boolean lock,
      String clientIp) {
    List<NewTask.Step> steps = new ArrayList<>(names.given().size());
    names
        .registries()
        .forEach((name, registry) -> steps.add(new NewTask.Step(registry, name.ascii())));
    return switch (tasks.submit(
        sql, new NewTask(caller.accountId(), type.taskType(), clientIp, steps))) {
      case Submitted.Busy(List<String> subjects) ->
          new Result.Busy(subjects.stream().map(DomainName::new).toList());
      case Submitted.Accepted(long taskId, String taskNo) -> {
        long contactId = contacts.store(sql, caller.accountId(), contact);
        changes.add(sql, new ContactChange(taskId, caller.accountId(), contactId, type, lock));
        audit.entry(
            sql,
            clock.millis(),
            caller.accountId(),
            caller.accessKeyId(),
            "task.submitted",
            taskNo,
            type.taskType() + " domains=" + steps.size() + " from=" + clientIp);
        yield new Result.Accepted(taskNo);
      }
    };
  }
}
