package dev.domicile.contact;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One address line of the API as the street lines of EPP: up to 3 of 255 (RFC 5733 section 4). */
final class Street {

  static final int LINES = 3;

  private Street() {}

  /**
   * Cut at blanks where a line has one, else where the line is full.
   *
   * @param normal without leading, trailing or double blanks
   * @return empty where it does not fit
   */
  static Optional<List<String>> lines(String normal, int width) {
    List<String> lines = new ArrayList<>();
    String rest = normal;
    while (!rest.isEmpty()) {
      if (lines.size() == LINES) {
        return Optional.empty();
      }
      int end = end(rest, width);
      lines.add(rest.substring(0, end).strip());
      rest = rest.substring(end).strip();
    }
    return Optional.of(List.copyOf(lines));
  }

  private static int end(String rest, int width) {
    if (FreeText.length(rest) <= width) {
      return rest.length();
    }
    int full = rest.offsetByCodePoints(0, width);
    int blank = rest.lastIndexOf(' ', full);
    return blank > 0 ? blank : full;
  }
}
