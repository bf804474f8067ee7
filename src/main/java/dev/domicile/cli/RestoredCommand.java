package dev.domicile.cli;

import dev.domicile.app.ProcessLock;
import dev.domicile.app.Seals;
import dev.domicile.change.OpenEpoch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code domicile database restored}. */
@Command(
    name = "restored",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Says that the database was put back from a backup. The service must be stopped.",
      "From then on nothing is sent to a registry, and what was unfinished is held: the service,",
      "started again, reads each domain. Then say --release, beside the service: what is as it was",
      "goes on. What was changed since is never overwritten; end it with domicile step resolve, or",
      "let it go on with domicile step release."
    })
final class RestoredCommand implements Callable<Integer> {

  private final Streams streams;

  @Option(names = "--release", description = "lets what is as it was at the backup go on")
  private boolean release;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "the service's configuration; ./data without")
  private @Nullable Path config;

  @Option(names = "--json", description = "print one JSON object")
  private boolean json;

  RestoredCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    try (AdminData data = AdminData.open(config)) {
      OpenEpoch epoch = new OpenEpoch(data.database(), data.audit(), data.ids(), data.clock());
      return release ? released(epoch) : opened(data, epoch);
    }
  }

  private int released(OpenEpoch epoch) {
    if (!epoch.release(AdminData.ACTOR)) {
      return streams.refused("nothing is paused", json);
    }
    if (json) {
      streams.json(Streams.object().put("Released", true));
    } else {
      streams
          .out()
          .println(
              "Released: what is as it was at the backup goes on. What is not waits for a word on"
                  + " each.");
    }
    return Streams.DONE;
  }

  private int opened(AdminData data, OpenEpoch epoch) throws IOException {
    Seals.open(data.config(), data.database()); // with another master key it cannot work
    try (ProcessLock nobodyElse = ProcessLock.of(data.config().database())) {
      return switch (epoch.run(AdminData.ACTOR)) {
        case OpenEpoch.Outcome.Refused(String reason) -> streams.refused(reason, json);
        case OpenEpoch.Outcome.OpenAlready(long number) ->
            told(number, 0, 0, 0, "was opened before; nothing is sent until it is released");
        case OpenEpoch.Outcome.Opened(long number, int steps, int records, int locks) ->
            told(number, steps, records, locks, "is open; nothing is sent until it is released");
      };
    }
  }

  private int told(long number, int steps, int records, int locks, String what) {
    if (json) {
      streams.json(
          Streams.object()
              .put("Epoch", number)
              .put("HeldSteps", steps)
              .put("HeldRecords", records)
              .put("LocksLeftToTheirHolders", locks));
    } else {
      streams
          .out()
          .println(
              "Epoch %d %s. Held: %d domains, %d records of feeds. Locks that this service lifts no more: %d."
                  .formatted(number, what, steps, records, locks));
      streams
          .out()
          .println(
              "Start the service, which reads the domains; then: domicile database restored"
                  + " --release");
    }
    return Streams.DONE;
  }
}
