package dev.domicile.cli;

import dev.domicile.store.StartRefused;
import dev.domicile.store.StoreException;
import java.io.IOException;
import java.io.PrintStream;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where a command writes: its result to {@code out}, all else to {@code err}. With {@code --json}
 * the result is exactly one object, also when there is nothing but an error to tell.
 *
 * @param terminal whether a person watches {@code err}
 */
record Streams(PrintStream out, PrintStream err, boolean terminal) {

  static final int DONE = 0;
  static final int REFUSED = 1;
  static final int USAGE = 2;

  private static final JsonMapper MAPPER = new JsonMapper();

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  void json(ObjectNode result) {
    out.println(MAPPER.writeValueAsString(result));
  }

  int refused(String reason, boolean json) {
    return ended(REFUSED, reason, json);
  }

  int ended(int exit, String reason, boolean json) {
    if (json) {
      json(object().put("Error", reason));
    }
    err.println("domicile: " + oneLine(reason));
    return exit;
  }

  /** What was to be expected is told in one line; a bug also leaves its trace in the log. */
  int failed(Exception e, boolean json) {
    return switch (e) {
      case StartRefused refused -> refused(String.valueOf(refused.getMessage()), json);
      case StoreException trouble ->
          refused("database: " + trouble.getMessage() + cause(trouble), json);
      case IOException trouble -> refused(String.valueOf(trouble.getMessage()), json);
      default -> {
        LoggerFactory.getLogger(Streams.class).error("a bug", e);
        yield refused("internal error: " + e.getClass().getSimpleName(), json);
      }
    };
  }

  private static String cause(StoreException trouble) {
    return trouble.getCause() == null ? "" : ": " + trouble.getCause().getMessage();
  }

  /** A reason may hold what a user typed. */
  private static String oneLine(String text) {
    return text.replaceAll("\\s*\\R\\s*", " ").replaceAll("\\p{Cntrl}", "?");
  }
}
