package dev.domicile.cli;

import dev.domicile.app.Seals;
import dev.domicile.change.ResolveStep;
import dev.domicile.events.Outbox;
import dev.domicile.portfolio.Readings;
import dev.domicile.portfolio.TransferLocks;
import dev.domicile.seal.Seal;
import dev.domicile.task.Resolutions;
import dev.domicile.task.TaskQueue;
import java.nio.file.Path;
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
