package dev.domicile.api;

import dev.domicile.wire.PercentEncoding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/** Parameters in the one spelling that signatures are made over. */
final class CanonicalQuery {

  private CanonicalQuery() {}

  /**
   * Sorted by UTF-16 code unit, as the clients' languages do: DomainName.10 before DomainName.2.
   *
   * @param signed whether a name and its value belong in it
   */
  static String of(Map<String, String> parameters, BiPredicate<String, String> signed) {
    List<String> names = new ArrayList<>(parameters.keySet());
    Collections.sort(names);
    StringBuilder out = new StringBuilder(parameters.size() * 40 + 64);
    for (String name : names) {
      String value = parameters.getOrDefault(name, "");
      if (signed.test(name, value)) {
        if (!out.isEmpty()) {
          out.append('&');
        }
        PercentEncoding.encode(name, out);
        out.append('=');
        PercentEncoding.encode(value, out);
      }
    }
    return out.toString();
  }
}
