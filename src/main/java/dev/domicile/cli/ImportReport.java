package dev.domicile.cli;

import dev.domicile.portfolio.ImportListener;
import dev.domicile.portfolio.ImportOutcome;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells of an import: bad lines one by one to standard error, progress of a large file where a
 * person watches, the outcome to standard output.
 */
final class ImportReport implements ImportListener {

  /** Smaller files are done before anybody reads a number. */
  private static final long LARGE = 50_000;

  /** Bad lines in the JSON object; standard error has them all. */
  private static final int MOST_IN_JSON = 1_000;

  /** Suffixes named in the note; a file of nonsense has thousands. */
  private static final int MOST_NAMED = 10;

  private final Streams streams;
  private final Path file;
  private final String account;
  private final boolean json;
  private final ArrayNode bad;
  private boolean midLine;

  ImportReport(Streams streams, Path file, String account, boolean json) {
    this.streams = streams;
    this.file = file;
    this.account = account;
    this.json = json;
    this.bad = Streams.object().putArray("Bad");
  }

  @Override
  public void badLine(long line, String reason) {
    endLine();
    streams.err().println("line " + line + ": " + reason);
    if (bad.size() < MOST_IN_JSON) {
      bad.addObject().put("Line", line).put("Reason", reason);
    }
  }

  @Override
  public void checked(long lines) {
    if (lines >= LARGE) {
      progress("checked " + lines + " lines");
    }
  }

  @Override
  public void written(long domains, long all) {
    if (all >= LARGE) {
      progress("written " + domains + " of " + all + " domains");
    }
  }

  /** The exit code. */
  int end(ImportOutcome outcome) {
    endLine();
    return switch (outcome) {
      case ImportOutcome.Imported imported -> imported(imported);
      case ImportOutcome.NothingImported nothing -> nothing(nothing);
      case ImportOutcome.Refused refused ->
          streams.refused("file " + file + " " + refused.reason(), json);
    };
  }

  private int imported(ImportOutcome.Imported done) {
    if (json) {
      streams.json(
          object(
              done.added(), done.alreadyHeld(), done.repeats(), done.badLines(), done.notServed()));
    } else {
      streams.out().println("Added: " + done.added());
      streams.out().println("AlreadyHeld: " + done.alreadyHeld());
      streams.out().println("Repeats: " + done.repeats());
      streams.out().println("BadLines: " + done.badLines());
    }
    noteNotServed(done.notServed());
    return Streams.DONE;
  }

  private int nothing(ImportOutcome.NothingImported nothing) {
    String reason =
        "nothing was imported: "
            + nothing.badLines()
            + (nothing.badLines() == 1 ? " bad line" : " bad lines")
            + "; mend the file, or import the others with --skip-bad";
    if (json) {
      streams.json(object(0, 0, 0, nothing.badLines(), new TreeMap<>()).put("Error", reason));
      streams.err().println("domicile: " + reason);
      return Streams.REFUSED;
    }
    return streams.refused(reason, false);
  }

  private ObjectNode object(
      long added, long held, long repeats, long badLines, SortedMap<String, Long> notServed) {
    ObjectNode object =
        Streams.object()
            .put("Account", account)
            .put("Added", added)
            .put("AlreadyHeld", held)
            .put("Repeats", repeats)
            .put("BadLines", badLines);
    object.set("Bad", bad);
    ObjectNode suffixes = object.putObject("NotServed");
    notServed.entrySet().stream()
        .limit(MOST_IN_JSON)
        .forEach(suffix -> suffixes.put(suffix.getKey(), suffix.getValue()));
    return object;
  }

  private void noteNotServed(SortedMap<String, Long> notServed) {
    if (notServed.isEmpty()) {
      return;
    }
    long all = notServed.values().stream().mapToLong(Long::longValue).sum();
    String suffixes =
        String.join(
            ", ",
            notServed.entrySet().stream()
                .limit(MOST_NAMED)
                .map(Map.Entry::getKey)
                .map("."::concat)
                .toList());
    streams
        .err()
        .println(
            "note: no registry of the configuration serves "
                + all
                + " of these domains ("
                + suffixes
                + (notServed.size() > MOST_NAMED ? ", ..." : "")
                + "); they cannot be changed until one does");
  }

  private void progress(String text) {
    if (streams.terminal()) {
      streams.err().print("\r" + text + " ");
      streams.err().flush();
      midLine = true;
    }
  }

  private void endLine() {
    if (midLine) {
      streams.err().println();
      midLine = false;
    }
  }
}
