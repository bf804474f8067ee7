package dev.domicile.registry.epp;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Makes one line for people out of a refusal, with nothing in it that we sent in confidence. */
final class Refusals {

  private static final int LONGEST = 300;

  /** Shorter values, such as a country code, occur in any text. */
  private static final int SHORTEST_MASKED = 3;

  private Refusals() {}

  /**
   * @param confidential what the command carried; a server may quote it in its reasons
   */
  static String line(Response response, List<String> confidential) {
    List<String> parts = new ArrayList<>();
    for (Response.Result result : response.results()) {
      Stream.concat(Stream.of(result.message()), result.reasons().stream())
          .filter(part -> !part.isEmpty() && !parts.contains(part))
          .forEach(parts::add);
    }
    String line = String.join("; ", parts);
    for (String value : confidential) {
      if (value.length() >= SHORTEST_MASKED) {
        line = line.replace(value, "***");
      }
    }
    return shortened(printable(line));
  }

  private static String printable(String line) {
    StringBuilder out = new StringBuilder(line.length());
    line.codePoints()
        .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? ' ' : c)
        .forEach(out::appendCodePoint);
    return out.toString();
  }

  private static String shortened(String line) {
    if (line.length() <= LONGEST) {
      return line;
    }
    int end = LONGEST - 1;
    return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end) + "…";
  }
}
