package dev.domicile.journey;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Prometheus has of one service at one moment. Of one that does not answer it has nothing but
 * {@code up 0}.
 *
 * @param types by the family's name
 */
record Scrape(Map<String, String> types, List<Sample> samples) {

  /** What the configuration of Prometheus adds to each sample. */
  private static final Map<String, String> TARGET = Map.of("job", "domicile", "instance", "test");

  private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
  private static final Pattern SAMPLE = Pattern.compile("(\\w+)(?:\\{(.*)})? (\\S+)");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\",?");

  /**
   * @param labels without the name
   */
  record Sample(String name, Map<String, String> labels, double value) {}

  static Scrape of(String text) {
    Map<String, String> types = new TreeMap<>();
    List<Sample> samples = new ArrayList<>();
    samples.add(new Sample("up", TARGET, 1));
    for (String line : text.lines().toList()) {
      Matcher type = TYPE.matcher(line);
      Matcher sample = SAMPLE.matcher(line);
      if (type.matches()) {
        types.put(type.group(1), type.group(2));
      } else if (sample.matches()) {
        samples.add(new Sample(sample.group(1), labels(sample.group(2)), value(sample.group(3))));
      } else if (!line.startsWith("#")) {
        throw new AssertionError("not in Prometheus's text format: " + line);
      }
    }
    return new Scrape(types, samples);
  }

  static Scrape ofNobody() {
    return new Scrape(Map.of(), List.of(new Sample("up", TARGET, 0)));
  }

  private static Map<String, String> labels(String text) {
    Map<String, String> labels = new HashMap<>(TARGET);
    if (text != null) {
      LABEL.matcher(text).results().forEach(label -> labels.put(label.group(1), label.group(2)));
    }
    return Map.copyOf(labels);
  }

  private static double value(String text) {
    return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
  }
}
