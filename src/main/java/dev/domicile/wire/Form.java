package dev.domicile.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code application/x-www-form-urlencoded} text, in a body or behind the question mark:
 * pairs split at {@code &}, {@code +} is a space, {@code %XY} an octet of UTF-8. Strict: what
 * cannot be read is a {@link Fault}, never a replacement character, since a signature was made over
 * it.
 */
public final class Form {

  /**
   * Why a form was not read.
   *
   * @param name of the pair at fault, or empty where the name itself is not readable
   */
  public record Fault(Kind kind, String name) {}

  public enum Kind {
    /** A percent sign without two hexadecimal digits. */
    BAD_ESCAPE,
    /** Octets that are not UTF-8. */
    BAD_UTF8,
    /** A name that was there before: two readers could understand two different requests. */
    REPEATED,
    /** More pairs than allowed. */
    TOO_MANY
  }

  private final byte[] form;
  private final byte[] octets;
  private final CharsetDecoder utf8 =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private Kind wrong = Kind.BAD_ESCAPE;

  private Form(byte[] form) {
    this.form = form;
    this.octets = new byte[form.length];
  }

  /**
   * Adds the pairs of a form to a map; a name alone has the empty value.
   *
   * @param most the number of pairs that the map may hold afterwards
   * @return the first fault; the map then holds what was read before it
   */
  public static Optional<Fault> read(byte[] form, int most, Map<String, String> pairs) {
    return Optional.ofNullable(new Form(form).read(most, pairs));
  }

  private @Nullable Fault read(int most, Map<String, String> pairs) {
    int start = 0;
    while (start < form.length) {
      int end = indexOf('&', start, form.length);
      if (end > start) {
        Fault fault = pair(start, end, most, pairs);
        if (fault != null) {
          return fault;
        }
      }
      start = end + 1;
    }
    return null;
  }

  private @Nullable Fault pair(int start, int end, int most, Map<String, String> pairs) {
    int equals = indexOf('=', start, end);
    String name = decode(start, equals);
    if (name == null) {
      return new Fault(wrong, "");
    }
    String value = decode(Math.min(equals + 1, end), end);
    if (value == null) {
      return new Fault(wrong, name);
    }
    if (pairs.putIfAbsent(name, value) != null) {
      return new Fault(Kind.REPEATED, name);
    }
    return pairs.size() > most ? new Fault(Kind.TOO_MANY, name) : null;
  }

  /** The text, or null with the reason in {@link #wrong}. */
  private @Nullable String decode(int start, int end) {
    int length = 0;
    int all = 0;
    for (int i = start; i < end; i++) {
      int octet = form[i];
      if (octet == '+') {
        octet = ' ';
      } else if (octet == '%') {
        octet = i + 2 < end ? hex(form[i + 1]) << 4 | hex(form[i + 2]) : -1;
        if (octet < 0) {
          wrong = Kind.BAD_ESCAPE;
          return null;
        }
        i += 2;
      }
      octets[length++] = (byte) octet;
      all |= octet;
    }
    return (all & ~0x7F) == 0
        ? new String(octets, 0, length, StandardCharsets.ISO_8859_1)
        : utf8(length);
  }

  private @Nullable String utf8(int length) {
    try {
      return utf8.decode(ByteBuffer.wrap(octets, 0, length)).toString();
    } catch (CharacterCodingException notUtf8) {
      wrong = Kind.BAD_UTF8;
      return null;
    }
  }

  private int indexOf(char wanted, int from, int end) {
    int at = from;
    while (at < end && form[at] != wanted) {
      at++;
    }
    return at;
  }

  /** The digit's value; for anything else a number that stays negative through shift and or. */
  private static int hex(byte digit) {
    return Character.digit((char) (digit & 0xFF), 16);
  }
}
