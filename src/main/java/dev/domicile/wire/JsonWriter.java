package dev.domicile.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes one JSON document (RFC 8259) in UTF-8. Characters beyond ASCII are written as they are: a
 * client in wide use drops the backslash of {@code \\uXXXX}, so that escape is kept for the control
 * characters, which have no other form. Half a surrogate pair is replaced by U+FFFD.
 */
public final class JsonWriter {

  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private final StringBuilder out = new StringBuilder(1024);
  private final Deque<Character> open = new ArrayDeque<>();
  private boolean first = true;
  private boolean afterName;

  public JsonWriter startObject() {
    return start('{', '}');
  }

  public JsonWriter startArray() {
    return start('[', ']');
  }

  /** Ends the object or array that was started last. */
  public JsonWriter end() {
    out.append(open.pop().charValue());
    first = false;
    return this;
  }

  public JsonWriter name(String name) {
    if (afterName || open.isEmpty() || open.peek() != '}') {
      throw new IllegalStateException("a name outside an object: " + name);
    }
    comma();
    quote(name);
    out.append(':');
    afterName = true;
    return this;
  }

  public JsonWriter text(String value) {
    value();
    quote(value);
    return this;
  }

  public JsonWriter number(long value) {
    value();
    out.append(value);
    return this;
  }

  public JsonWriter bool(boolean value) {
    value();
    out.append(value);
    return this;
  }

  /** The finished document; everything started must have been ended. */
  @Override
  public String toString() {
    if (!open.isEmpty() || afterName) {
      throw new IllegalStateException("not ended: " + open);
    }
    return out.toString();
  }

  public byte[] toBytes() {
    return toString().getBytes(StandardCharsets.UTF_8);
  }

  private JsonWriter start(char opening, char closing) {
    value();
    out.append(opening);
    open.push(closing);
    first = true;
    return this;
  }

  private void value() {
    if (afterName) {
      afterName = false;
      return;
    }
    if (!open.isEmpty() && open.peek() == '}') {
      throw new IllegalStateException("a value without a name in an object");
    }
    if (open.isEmpty() && !out.isEmpty()) {
      throw new IllegalStateException("a second document");
    }
    comma();
  }

  private void comma() {
    if (!first) {
      out.append(',');
    }
    first = false;
  }

  private void quote(String value) {
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20) {
            out.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 15]);
          } else {
            out.append(paired(value, i) ? c : '\uFFFD');
          }
        }
      }
    }
    out.append('"');
  }

  private static boolean paired(String value, int at) {
    char c = value.charAt(at);
    if (Character.isHighSurrogate(c)) {
      return at + 1 < value.length() && Character.isLowSurrogate(value.charAt(at + 1));
    }
    return !Character.isLowSurrogate(c)
        || at > 0 && Character.isHighSurrogate(value.charAt(at - 1));
  }
}
