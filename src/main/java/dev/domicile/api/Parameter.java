package dev.domicile.api;

/**
 * A parameter of an operation.
 *
 * @param name as in requests; of a list, what stands before the number of an item
 * @param required whether a call without it is refused with {@code Missing} and its name
 * @param about for the manual: one or two sentences, with ranges and units
 */
public record Parameter(String name, Kind kind, boolean required, String about) {

  /** How its value is written. */
  public enum Kind {
    TEXT("text"),
    INTEGER("whole number"),
    FLAG("true or false"),
    LIST("list: NAME.1, NAME.2, ...");

    private final String told;

    Kind(String told) {
      this.told = told;
    }

    public String told(String name) {
      return told.replace("NAME", name);
    }
  }

  public static Parameter required(String name, Kind kind, String about) {
    return new Parameter(name, kind, true, about);
  }

  public static Parameter optional(String name, Kind kind, String about) {
    return new Parameter(name, kind, false, about);
  }
}
