package dev.domicile.audit;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far the chain has come: an entry's place and its digest, which vouches for all before it.
 *
 * @param place 0 before the first entry
 * @param digest SHA-256, 32 bytes
 */
public record ChainPoint(long place, byte[] digest) {

  static final int DIGEST_BYTES = 32;

  /** Before the first entry. */
  static final ChainPoint BEGINNING = new ChainPoint(0, new byte[DIGEST_BYTES]);

  private static final Pattern FORM = Pattern.compile("([0-9]{1,18}):([0-9a-f]{64})");

  /** For people, and for {@link #parse}: the place, a colon, 64 hexadecimal digits. */
  public String text() {
    return place + ":" + HexFormat.of().formatHex(digest);
  }

  public static Optional<ChainPoint> parse(String text) {
    Matcher found = FORM.matcher(text);
    return found.matches()
        ? Optional.of(
            new ChainPoint(Long.parseLong(found.group(1)), HexFormat.of().parseHex(found.group(2))))
        : Optional.empty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ChainPoint point
        && place == point.place
        && Arrays.equals(digest, point.digest);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(place);
  }

  @Override
  public String toString() {
    return text();
  }
}
