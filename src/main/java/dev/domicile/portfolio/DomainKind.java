package dev.domicile.portfolio;

import dev.domicile.wire.DomainName;
import java.util.Set;

/** DomainType of the API, told from the TLD alone. */
final class DomainKind {

  /** Those that were there before the programme of 2012. */
  private static final Set<String> OLDER =
      Set.of(
          "com", "net", "org", "info", "biz", "name", "pro", "mobi", "asia", "cat", "coop", "jobs",
          "museum", "post", "tel", "travel", "xxx", "aero", "edu", "gov", "int", "mil");

  /** Chinese ones of the country; other IDN country codes are as rare here as they are many. */
  private static final Set<String> IDN_COUNTRY_CODES =
      Set.of("xn--fiqs8s", "xn--fiqz9s", "xn--j6w193g");

  private DomainKind() {}

  static String of(DomainName name) {
    String tld = name.ascii().substring(name.ascii().lastIndexOf('.') + 1);
    if (tld.length() == 2 || IDN_COUNTRY_CODES.contains(tld)) {
      return "ccTLD";
    }
    return OLDER.contains(tld) ? "gTLD" : "New gTLD";
  }
}
