package dev.domicile.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Repeated measurements of one thing. A shared machine has outliers, so the median speaks. */
final class Samples {

  private final List<Double> values = new ArrayList<>();

  void add(double value) {
    values.add(value);
  }

  double median() {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /** Such as {@code 812 ms (median of 7: 790 to 1204)}. */
  String text(String unit, int decimals) {
    return number(median(), decimals)
        + " "
        + unit
        + " (median of "
        + values.size()
        + ": "
        + number(Collections.min(values), decimals)
        + " to "
        + number(Collections.max(values), decimals)
        + ")";
  }

  static String number(double value, int decimals) {
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }
}
