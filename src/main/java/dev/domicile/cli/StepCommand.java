package dev.domicile.cli;

import dev.domicile.app.Seals;
import dev.domicile.change.OpenEpoch;
import dev.domicile.change.ResolveStep;
import dev.domicile.events.Outbox;
import dev.domicile.portfolio.Readings;
import dev.domicile.portfolio.TransferLocks;
import dev.domicile.seal.Seal;
import dev.domicile.task.Epochs;
import dev.domicile.task.Resolutions;
import dev.domicile.task.TaskDetailNo;
import dev.domicile.task.TaskQueue;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code domicile step}. */
@Command(
    name = "step",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "What tasks have under way.")
final class StepCommand {

  /** How it went, as a person knows it. */
  enum As {
    done,
    failed
  }

  private final Streams streams;

  StepCommand(Streams streams) {
    this.streams = streams;
  }

  @Command(
      name = "resolve",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = {
        "Ends a domain's change by your word, where nothing else can tell what became of it.",
        "Only what was sent, and is in doubt or still to be decided, can be resolved.",
        "The domain can then be changed again. The word and its reason go into the audit."
      })
  int resolve(
      @Parameters(paramLabel = "TASKDETAILNO") String number,
      @Option(
              names = "--as",
              paramLabel = "OUTCOME",
              required = true,
              description = "${COMPLETION-CANDIDATES}")
          As as,
      @Option(
              names = "--reason",
              paramLabel = "TEXT",
              required = true,
              description = "how it is known; shown to the account, so without personal data")
          String reason,
      @Option(
              names = "--config",
              paramLabel = "FILE",
              description = "the service's configuration; ./data without")
          @Nullable Path config,
      @Option(names = "--json", description = "print one JSON object") boolean json) {
    try (AdminData data = AdminData.open(config)) {
      return switch (action(data).run(number, as == As.done, reason, AdminData.ACTOR)) {
        case ResolveStep.Outcome.Refused(String why) -> streams.refused("step: " + why, json);
        case ResolveStep.Outcome.Resolved(String domain, String phase, String lockTask) -> {
          if (json) {
            streams.json(
                Streams.object()
                    .put("TaskDetailNo", number)
                    .put("DomainName", domain)
                    .put("Was", phase)
                    .put("Outcome", as.name())
                    .put("LockTaskNo", lockTask));
          } else {
            streams.out().println(domain + " was in phase " + phase + ", and is " + as + " now.");
            if (lockTask != null) {
              streams.out().println("Task " + lockTask + " puts its update lock back.");
            }
          }
          yield Streams.DONE;
        }
      };
    }
  }

  @Command(
      name = "release",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = {
        "Lets a domain's change go on that is held since the database was put back from a backup:",
        "the domain is read, and what it holds is overwritten, whoever changed it since."
      })
  int release(
      @Parameters(paramLabel = "TASKDETAILNO") String number,
      @Option(
              names = "--reason",
              paramLabel = "TEXT",
              required = true,
              description = "for the audit, without personal data")
          String reason,
      @Option(
              names = "--config",
              paramLabel = "FILE",
              description = "the service's configuration; ./data without")
          @Nullable Path config,
      @Option(names = "--json", description = "print one JSON object") boolean json) {
    Optional<TaskDetailNo> step = TaskDetailNo.parse(number);
    if (step.isEmpty()) {
      return streams.refused("step: '" + number + "' is no TaskDetailNo", json);
    }
    if (!ResolveStep.isReason(reason)) {
      return streams.refused("step: the reason must have 1 to 200 characters in one line", json);
    }
    try (AdminData data = AdminData.open(config)) {
      OpenEpoch epoch = new OpenEpoch(data.database(), data.audit(), data.ids(), data.clock());
      return switch (epoch.release(step.get(), reason, AdminData.ACTOR)) {
        case Epochs.Released.NotHeld notHeld ->
            streams.refused("step: it is not held, or there is no such step", json);
        case Epochs.Released.UnderWay underWay ->
            streams.refused("step: it is being looked at; try again", json);
        case Epochs.Released.GoesOn goesOn -> {
          if (json) {
            streams.json(
                Streams.object().put("TaskDetailNo", number).put("DomainName", goesOn.subject()));
          } else {
            streams.out().println(goesOn.subject() + " goes on.");
          }
          yield Streams.DONE;
        }
      };
    }
  }

  private static ResolveStep action(AdminData data) {
    Seal seal = Seals.open(data.config(), data.database());
    return new ResolveStep(
        data.database(),
        new Resolutions(data.clock()),
        new Readings(seal),
        new TransferLocks(),
        new Outbox(seal),
        new TaskQueue(data.ids(), data.clock()),
        data.audit(),
        data.clock(),
        data.config().transferLockFor());
  }
}
