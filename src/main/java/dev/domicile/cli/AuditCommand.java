package dev.domicile.cli;

import dev.domicile.app.Seals;
import dev.domicile.audit.AuditCheck;
import dev.domicile.audit.ChainPoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code domicile audit}. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "What was done, by whom and when.")
final class AuditCommand {

  private final Streams streams;

  AuditCommand(Streams streams) {
    this.streams = streams;
  }

  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = {
        "Tells whether any entry of the audit was altered, removed, put in or moved.",
        "Exit status 0: all is as it was written. 1: something is not, one line each.",
        "Keep the head that it prints elsewhere: given to a later run, it shows a chain that was",
        "written anew. May be run beside the service."
      })
  int verify(
      @Option(
              names = "--head",
              paramLabel = "N:DIGEST",
              description = "an end of the chain as an earlier run printed it; may be repeated")
          @Nullable List<String> heads,
      @Option(
              names = "--config",
              paramLabel = "FILE",
              description = "the service's configuration; ./data without")
          @Nullable Path config,
      @Option(names = "--json", description = "print one JSON object") boolean json) {
    List<ChainPoint> known = new ArrayList<>();
    for (String text : heads == null ? List.<String>of() : heads) {
      Optional<ChainPoint> point = ChainPoint.parse(text);
      if (point.isEmpty()) {
        return streams.refused("--head: " + text + " is not of the form 123:64 digits", json);
      }
      known.add(point.get());
    }
    try (AdminData data = AdminData.open(config)) {
      PercentProgress progress =
          new PercentProgress(streams.err(), streams.terminal(), "entries checked");
      AuditCheck check =
          new AuditCheck(data.database(), Seals.open(data.config(), data.database()));
      AuditCheck.Result result = check.run(known, progress::all, progress::done);
      progress.end();
      if (json) {
        streams.json(object(result));
      } else {
        tell(result);
      }
      return result.findings().isEmpty() ? Streams.DONE : Streams.REFUSED;
    }
  }

  private void tell(AuditCheck.Result result) {
    result.findings().forEach(streams.out()::println);
    if (result.more() > 0) {
      streams.out().println("and " + result.more() + " more");
    }
    streams.out().println("entries: " + result.entries());
    if (result.removed() > 0) {
      streams.out().println("removed after their time: " + result.removed());
    }
    if (result.unchained() > 0) {
      streams.out().println("not yet chained, and not checked: " + result.unchained());
    }
    streams.out().println("head: " + result.head().text());
    streams
        .out()
        .println(
            result.findings().isEmpty()
                ? "The audit is as it was written."
                : "THE AUDIT IS NOT AS IT WAS WRITTEN.");
  }

  private static ObjectNode object(AuditCheck.Result result) {
    ObjectNode object =
        Streams.object()
            .put("Sound", result.findings().isEmpty())
            .put("Entries", result.entries())
            .put("Removed", result.removed())
            .put("Unchained", result.unchained())
            .put("Head", result.head().text());
    ArrayNode findings = object.putArray("Findings");
    result.findings().forEach(findings::add);
    return object.put("More", result.more());
  }
}
