package dev.domicile.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One INSERT of many rows from one of a single row. PostgreSQL takes several times as many rows a
 * second that way as with a statement for each.
 */
final class ManyRows {

  private static final Pattern VALUES = Pattern.compile("VALUES\\s*(\\([^()]*\\))");

  private ManyRows() {}

  static String of(String text, int rows) {
    Matcher values = VALUES.matcher(text);
    if (!values.find()) {
      throw new IllegalArgumentException("no single row of values in: " + text);
    }
    return text.substring(0, values.start(1))
        + String.join(", ", Collections.nCopies(rows, values.group(1)))
        + text.substring(values.end(1));
  }

  /** A text with this many lists of values in the place of {@code :rows}. */
  static String lists(String text, int rows, int width) {
    String list = "(" + String.join(",", Collections.nCopies(width, "?")) + ")";
    return text.replace(":rows", String.join(",", Collections.nCopies(rows, list)));
  }

  /** Filled with its own last row up to a power of two, so that few texts serve every number. */
  static List<@Nullable Object[]> filled(List<@Nullable Object[]> rows) {
    int size = Integer.highestOneBit(rows.size());
    if (size == rows.size()) {
      return rows;
    }
    List<@Nullable Object[]> filled = new ArrayList<>(rows);
    filled.addAll(Collections.nCopies(2 * size - rows.size(), rows.getLast()));
    return filled;
  }

  static @Nullable Object[] parameters(List<@Nullable Object[]> rows) {
    List<@Nullable Object> all = new ArrayList<>();
    rows.forEach(row -> all.addAll(Arrays.asList(row)));
    return all.toArray();
  }
}
