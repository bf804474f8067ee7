package dev.domicile.portfolio;

import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** DomainType of the API, told from the TLD alone. */
enum DomainKind {
  COUNTRY_CODE("ccTLD"),
  OLDER("gTLD"),
  NEWER("New gTLD");

  /** Of the generic ones, those that were there before the programme of 2012. */
  private static final Set<String> OLDER_TLDS =
      Set.of(
          "com", "net", "org", "info", "biz", "name", "pro", "mobi", "asia", "cat", "coop", "jobs",
          "museum", "post", "tel", "travel", "xxx", "aero", "edu", "gov", "int", "mil");

  /** Chinese ones of the country; other IDN country codes are as rare here as they are many. */
  private static final Set<String> IDN_COUNTRY_CODES =
      Set.of("xn--fiqs8s", "xn--fiqz9s", "xn--j6w193g");

  private final String text;

  DomainKind(String text) {
    this.text = text;
  }

  /** As the API writes it. */
  String text() {
    return text;
  }

  static List<String> texts() {
    return List.of(COUNTRY_CODE.text, OLDER.text, NEWER.text);
  }

  /**
   * @param text one of {@link #texts()}
   */
  static DomainKind ofText(String text) {
    return values()[texts().indexOf(text)];
  }

  /**
   * @param ascii a domain's name in A-labels
   */
  static DomainKind of(String ascii) {
    String tld = ascii.substring(ascii.lastIndexOf('.') + 1);
    if (tld.length() == 2 || IDN_COUNTRY_CODES.contains(tld)) {
      return COUNTRY_CODE;
    }
    return OLDER_TLDS.contains(tld) ? OLDER : NEWER;
  }

  /** The same as a condition on the column name, whose values are in A-labels. */
  String condition() {
    return switch (this) {
      case COUNTRY_CODE -> "(name LIKE '%.__' OR " + in(IDN_COUNTRY_CODES) + ")";
      case OLDER -> "(" + in(OLDER_TLDS) + ")";
      case NEWER -> "NOT " + COUNTRY_CODE.condition() + " AND NOT " + OLDER.condition();
    };
  }

  private static String in(Set<String> tlds) {
    return String.join(
        " OR ",
        tlds.stream()
            .sorted(Comparator.naturalOrder())
            .map(tld -> "name LIKE '%." + tld + "'")
            .toList());
  }
}
