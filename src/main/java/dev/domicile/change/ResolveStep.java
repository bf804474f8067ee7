package dev.domicile.change;

import dev.domicile.audit.Audit;
import dev.domicile.events.Outbox;
import dev.domicile.portfolio.Readings;
import dev.domicile.portfolio.TransferLock;
import dev.domicile.portfolio.TransferLocks;
import dev.domicile.store.Database;
import dev.domicile.store.Overtaken;
import dev.domicile.store.Sql;
import dev.domicile.task.NewTask;
import dev.domicile.task.Resolutions;
import dev.domicile.task.Submitted;
import dev.domicile.task.TaskDetailNo;
import dev.domicile.task.TaskQueue;
import dev.domicile.wire.DomainName;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A person's word on what became of a domain's change, where no machine can tell. What is known of
 * the domain is forgotten with it, so that the next change reads it first.
 */
public final class ResolveStep {

  /** Kept in the open, shown to the account and in the audit. */
  private static final Pattern TEXT = Pattern.compile("[^\\p{Cntrl}]{1,200}");

  /** What became of the word. */
  public sealed interface Outcome {

    /**
     * @param lockTask of the task that puts back the update lock which the step had lifted; null
     *     where it had lifted none
     */
    record Resolved(String domain, String phase, @Nullable String lockTask) implements Outcome {}

    record Refused(String reason) implements Outcome {}
  }

  private static final String SERVICE = "service";

  private final Database database;
  private final Resolutions steps;
  private final Readings readings;
  private final TransferLocks locks;
  private final Outbox outbox;
  private final TaskQueue tasks;
  private final Audit audit;
  private final InstantSource clock;
  private final Duration transferLockFor;

  public ResolveStep(
      Database database,
      Resolutions steps,
      Readings readings,
      TransferLocks locks,
      Outbox outbox,
      TaskQueue tasks,
      Audit audit,
      InstantSource clock,
      Duration transferLockFor) {
    this.database = database;
    this.steps = steps;
    this.readings = readings;
    this.locks = locks;
    this.outbox = outbox;
    this.tasks = tasks;
    this.audit = audit;
    this.clock = clock;
    this.transferLockFor = transferLockFor;
  }

  /** One line of a length to be read. */
  public static boolean isReason(String text) {
    return TEXT.matcher(text).matches();
  }

  /**
   * @param text why, for the account and the audit; no personal data
   */
  public Outcome run(String taskDetailNo, boolean done, String text, String actor) {
    Optional<TaskDetailNo> number = TaskDetailNo.parse(taskDetailNo);
    if (number.isEmpty()) {
      return new Outcome.Refused("'" + taskDetailNo + "' is no TaskDetailNo");
    }
    if (!isReason(text)) {
      return new Outcome.Refused("the reason must have 1 to 200 characters in one line");
    }
    Reason reason = done ? Reason.RESOLVED_DONE : Reason.RESOLVED_FAILED;
    return database.write(
        sql ->
            switch (steps.resolve(sql, number.get(), done, reason.name(), text)) {
              case Resolutions.Result.Resolved resolved -> {
                settle(sql, number.get(), resolved, done);
                tell(sql, number.get(), resolved, reason, text, actor);
                yield new Outcome.Resolved(
                    resolved.subject(),
                    resolved.phase().name(),
                    putLockBack(sql, number.get(), resolved, actor));
              }
              case Resolutions.Result.Unknown unknown ->
                  new Outcome.Refused("there is no step " + taskDetailNo);
              case Resolutions.Result.Ended ended ->
                  new Outcome.Refused("the step has ended already");
              case Resolutions.Result.NotSent notSent ->
                  new Outcome.Refused(
                      "nothing was sent for the step yet; it goes on by itself, or cancel its"
                          + " task");
              case Resolutions.Result.UnderWay underWay ->
                  new Outcome.Refused("the step is being worked on; try again");
            });
  }

  private void settle(
      Sql sql, TaskDetailNo number, Resolutions.Result.Resolved step, boolean done) {
    DomainName domain = new DomainName(step.subject());
    readings.forget(sql, domain);
    Optional<ContactChange> change = ContactChange.find(sql, number.taskId());
    long now = clock.millis();
    Feed.forget(sql, outbox, step.queue(), number);
    if (done && change.isPresent()) {
      // under no handle that is known: what a later look shows at the registry goes before it
      new SetContact(change.get().contactId(), "", now)
          .put(sql, step.accountId(), step.subject(), change.get().type());
    }
    if (done && change.map(ContactChange::transferLock).orElse(false)) {
      // whether the status was there before is not known for sure: it is not this service's to lift
      TransferLock lock = new TransferLock(domain, now + transferLockFor.toMillis(), false);
      locks.extend(sql, List.of(lock), now);
    }
  }

  /**
   * As a task of the domain's account, which the service carries out: the step that owed it is at
   * its end. Where the lock is back already, or the domain gone, that task finds it so.
   */
  private @Nullable String putLockBack(
      Sql sql, TaskDetailNo number, Resolutions.Result.Resolved step, String actor) {
    if (!BeforeImages.owesLock(sql, number.taskId(), number.seq())) {
      return null;
    }
    TaskType type = ProhibitionLock.UPDATE.taskType();
    NewTask task =
        new NewTask(
            step.accountId(),
            type.name(),
            SERVICE,
            List.of(new NewTask.Step(step.queue(), step.subject())));
    return switch (tasks.submit(sql, task)) {
      case Submitted.Accepted(long taskId, String taskNo) -> {
        new LockChange(true).add(sql, step.accountId(), taskId);
        audit.entry(
            sql,
            clock.millis(),
            step.accountId(),
            actor,
            "task.submitted",
            taskNo,
            type + " on owed domains=1 from=" + SERVICE);
        yield taskNo;
      }
      // in the one transaction in which the domain has become free
      case Submitted.Busy busy -> throw new Overtaken("the domain is taken");
    };
  }

  private void tell(
      Sql sql,
      TaskDetailNo number,
      Resolutions.Result.Resolved step,
      Reason reason,
      String text,
      String actor) {
    audit.entry(
        sql,
        clock.millis(),
        step.accountId(),
        actor,
        step.kind(),
        step.subject(),
        reason.name()
            + " registry="
            + step.queue()
            + " task="
            + number.taskId()
            + " was="
            + step.phase()
            + " "
            + text);
  }
}
