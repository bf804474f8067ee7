package dev.domicile.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code --name VALUE}, {@code --name=VALUE} and {@code --flag}, read without a library. */
final class PlainOptions {

  /** Wrong usage, in one line. */
  static final class Wrong extends RuntimeException {

    private static final long serialVersionUID = 1;

    Wrong(String message) {
      super(message);
    }
  }

  private final Map<String, String> given;

  private PlainOptions(Map<String, String> given) {
    this.given = given;
  }

  static PlainOptions read(List<String> arguments, List<String> valued, List<String> flags) {
    Map<String, String> given = new HashMap<>();
    Deque<String> rest = new ArrayDeque<>(arguments);
    while (!rest.isEmpty()) {
      String argument = rest.pop();
      String name = argument.startsWith("--") ? argument.substring(2).split("=", 2)[0] : "";
      String value = "";
      if (valued.contains(name)) {
        value = value(argument, name, rest);
      } else if (!flags.contains(name) || argument.contains("=")) {
        throw new Wrong("'" + argument + "' is not known");
      }
      if (given.put(name, value) != null) {
        throw new Wrong("--" + name + " is there twice");
      }
    }
    return new PlainOptions(given);
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(given.get(name));
  }

  boolean flag(String name) {
    return has(name);
  }

  boolean has(String name) {
    return given.containsKey(name);
  }

  Optional<Integer> whole(String name, int least, int most) {
    return text(name).map(value -> whole(name, value, least, most));
  }

  Wrong missing(String name) {
    return new Wrong("--" + name + " is missing");
  }

  private static String value(String argument, String name, Deque<String> rest) {
    int equals = argument.indexOf('=');
    String value = equals >= 0 ? argument.substring(equals + 1) : rest.poll();
    if (value == null || value.isEmpty()) {
      throw new Wrong("--" + name + " has no value");
    }
    return value;
  }

  private static int whole(String name, String value, int least, int most) {
    if (value.matches("[0-9]{1,9}")) {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw new Wrong("--" + name + " is a whole number from " + least + " to " + most);
  }
}
