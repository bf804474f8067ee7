package dev.domicile.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The operations that are served, by name and version. */
public final class Operations {

  private final Map<String, Operation> byName = new TreeMap<>();

  public Operations(List<Operation> operations) {
    for (Operation operation : operations) {
      if (byName.put(operation.name(), operation) != null) {
        throw new IllegalArgumentException("two operations are named " + operation.name());
      }
    }
  }

  /** By name. */
  public List<Operation> all() {
    return List.copyOf(byName.values());
  }

  /** An operation of the other version only is not found: its users could not have meant it. */
  Optional<Operation> find(String action, Version version) {
    return named(action).filter(operation -> operation.versions().contains(version));
  }

  Optional<Operation> named(String action) {
    return Optional.ofNullable(byName.get(action));
  }
}
