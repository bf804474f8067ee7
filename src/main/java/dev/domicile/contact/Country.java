package dev.domicile.contact;

import java.util.Locale;
import java.util.Set;

/** ISO 3166-1 alpha-2. */
final class Country {

  private Country() {}

  /** The code in upper case; with the flaw told, an empty text where there is no such country. */
  static String read(String parameter, String raw, Findings findings) {
    String code = FreeText.normal(raw).toUpperCase(Locale.ROOT);
    if (code.equals("UK")) {
      findings.warn(parameter, "UK is written GB in ISO 3166", "UK在ISO 3166中应为GB，已按GB处理");
      return "GB";
    }
    Set<String> known = Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2);
    if (!known.contains(code)) {
      findings.flaw(
          parameter,
          "a two-letter country code of ISO 3166 is needed, such as CN or US",
          "应为ISO 3166两位国家代码，例如CN或US");
      return "";
    }
    return code;
  }
}
