package dev.domicile.contact;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Postal codes. Only EPP's own limit refuses: countries change their codes, and holders cannot wait
 * for us to follow. What looks wrong is a warning.
 */
final class PostalCode {

  /** RFC 5733 section 4, pcType. */
  private static final int LONGEST = 16;

  /** Countries whose form is simple and has stood for decades. */
  private static final Map<String, Pattern> USUAL =
      Map.of(
          "CN", Pattern.compile("\\d{6}"),
          "US", Pattern.compile("\\d{5}(-?\\d{4})?"),
          "DE", Pattern.compile("\\d{5}"),
          "FR", Pattern.compile("\\d{5}"),
          "JP", Pattern.compile("\\d{3}-?\\d{4}"),
          "IN", Pattern.compile("\\d{3} ?\\d{3}"),
          "AU", Pattern.compile("\\d{4}"),
          "SG", Pattern.compile("\\d{6}"));

  private PostalCode() {}

  static @Nullable String read(String parameter, String normal, String country, Findings findings) {
    if (normal.isEmpty()) {
      return null;
    }
    int length = FreeText.length(normal);
    if (length > LONGEST) {
      findings.flaw(
          parameter,
          "at most " + LONGEST + " characters are possible, this has " + length,
          "最多" + LONGEST + "个字符，现有" + length + "个");
      return null;
    }
    Pattern usual = USUAL.get(country);
    if (usual != null && !usual.matcher(normal).matches()) {
      findings.warn(
          parameter,
          "this is not the usual form of a postal code of " + country,
          "不是" + country + "通常的邮政编码格式");
    }
    return normal;
  }
}
