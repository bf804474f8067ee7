package dev.domicile.portfolio;

import dev.domicile.wire.DomainName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which registry serves a name: the one with the longest suffix of it. */
public final class Registries {

  private final Map<String, String> registryBySuffix;

  private Registries(Map<String, String> registryBySuffix) {
    this.registryBySuffix = Map.copyOf(registryBySuffix);
  }

  /**
   * @param tldsByRegistry suffixes as A-labels without a leading dot; each served by one registry
   */
  public static Registries of(Map<String, List<String>> tldsByRegistry) {
    Map<String, String> bySuffix = new HashMap<>();
    tldsByRegistry.forEach(
        (registry, tlds) -> {
          for (String tld : tlds) {
            String other = bySuffix.putIfAbsent(tld, registry);
            if (other != null && !other.equals(registry)) {
              throw new IllegalArgumentException(tld + " is served by " + other + " already");
            }
          }
        });
    return new Registries(bySuffix);
  }

  /**
   * The registry's name, or empty where none serves it. A name that is itself a suffix belongs to
   * the registry above it.
   */
  public Optional<String> of(DomainName name) {
    String ascii = name.ascii();
    for (int dot = ascii.indexOf('.'); dot >= 0; dot = ascii.indexOf('.', dot + 1)) {
      String registry = registryBySuffix.get(ascii.substring(dot + 1));
      if (registry != null) {
        return Optional.of(registry);
      }
    }
    return Optional.empty();
  }
}
