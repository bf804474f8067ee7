package dev.domicile.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a call, by name, decoded. An empty value counts as absent: some SDKs send what
 * was never set.
 *
 * <p>The typed readers remember the first thing that is wrong and go on with a harmless value; an
 * operation reads all it needs and then asks {@link #refusal()} once.
 */
public final class Parameters {

  private final Map<String, String> values;
  private @Nullable Refusal refusal;

  public Parameters(Map<String, String> values) {
    this.values = values;
  }

  public Optional<String> text(String name) {
    String value = values.get(name);
    return value == null || value.isEmpty() ? Optional.empty() : Optional.of(value);
  }

  /** Whether it was sent, and without a value: for the few that can be emptied so. */
  public boolean isEmpty(String name) {
    String value = values.get(name);
    return value != null && value.isEmpty();
  }

  public String required(String name) {
    return text(name).orElseGet(() -> missing(name));
  }

  /**
   * {@code name.1, name.2, ...} in numeric order, gaps allowed; a bare {@code name} comes first.
   * Two items in one place ({@code name.1} and {@code name.01}) are refused: one would be lost.
   */
  public List<String> list(String name) {
    TreeMap<Long, String> items = new TreeMap<>();
    String prefix = name + ".";
    values.forEach(
        (key, value) -> {
          if (key.startsWith(prefix) && !value.isEmpty()) {
            position(key, prefix.length())
                .filter(at -> items.put(at, value) != null)
                .ifPresent(at -> twice(prefix + at));
          }
        });
    text(name).ifPresent(bare -> items.put(-1L, bare));
    return List.copyOf(items.values());
  }

  public List<String> requiredList(String name) {
    List<String> items = list(name);
    if (items.isEmpty()) {
      missing(name);
    }
    return items;
  }

  public Optional<Boolean> flag(String name) {
    return text(name).map(value -> bool(name, value));
  }

  public boolean flag(String name, boolean absent) {
    return flag(name).orElse(absent);
  }

  public boolean requiredFlag(String name) {
    required(name);
    return flag(name, false);
  }

  public int requiredInteger(String name, int least, int most) {
    return Math.toIntExact(requiredNumber(name, least, most));
  }

  public Optional<Integer> integer(String name, int least, int most) {
    return number(name, least, most).map(Math::toIntExact);
  }

  /** For ids and times, which are beyond an int. */
  public Optional<Long> number(String name, long least, long most) {
    return text(name).map(value -> number(name, value, least, most));
  }

  public long requiredNumber(String name, long least, long most) {
    return number(name, least, most)
        .orElseGet(
            () -> {
              missing(name);
              return least;
            });
  }

  /** One of the values, in any case; the first of them where the parameter is absent. */
  public String oneOf(String name, List<String> values) {
    String given = text(name).orElse(values.getFirst()).strip();
    for (String value : values) {
      if (value.equalsIgnoreCase(given)) {
        return value;
      }
    }
    refuse(
        Refusal.invalid(
            name,
            "It is one of: " + String.join(", ", values) + ".",
            "取值为：" + String.join("、", values) + "。"));
    return values.getFirst();
  }

  /**
   * All that is asked for, in one spelling: each parameter of the operation itself that has a
   * value, with its length. Who asks, when, and in which language is no part of it.
   *
   * @param without a further name to leave out
   */
  public String content(String without) {
    StringBuilder out = new StringBuilder();
    new TreeMap<>(values)
        .forEach(
            (name, value) -> {
              if (!value.isEmpty() && !name.equals(without) && !ParameterNames.isCommon(name)) {
                out.append(name.length()).append(':').append(name);
                out.append(value.length()).append(':').append(value);
              }
            });
    return out.toString();
  }

  /** The first thing found wrong, or null. */
  public @Nullable Refusal refusal() {
    return refusal;
  }

  private String missing(String name) {
    refuse(Refusal.missing(name));
    return "";
  }

  private void twice(String item) {
    refuse(Refusal.illegal(item + " is given more than once.", item + " 重复。"));
  }

  private boolean bool(String name, String value) {
    switch (value.strip().toLowerCase(java.util.Locale.ROOT)) {
      case "true":
        return true;
      case "false":
        return false;
      default:
        refuse(Refusal.invalid(name, "It is true or false.", "取值为true或false。"));
        return false;
    }
  }

  private long number(String name, String value, long least, long most) {
    try {
      long number = Long.parseLong(value.strip());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // told below, like a number out of range
    }
    refuse(
        Refusal.invalid(
            name,
            "It is a whole number from " + least + " to " + most + ".",
            "取值为" + least + "到" + most + "的整数。"));
    return least;
  }

  private static Optional<Long> position(String key, int from) {
    if (key.length() == from || key.length() - from > 18) {
      return Optional.empty();
    }
    long at = 0;
    for (int i = from; i < key.length(); i++) {
      int digit = key.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return Optional.empty();
      }
      at = at * 10 + digit;
    }
    return Optional.of(at);
  }

  /** Remembers what an operation found wrong by itself, unless something was found before. */
  public void refuse(Refusal found) {
    if (refusal == null) {
      refusal = found;
    }
  }
}
