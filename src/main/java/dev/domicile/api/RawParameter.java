package dev.domicile.api;

import java.nio.charset.StandardCharsets;

/**
 * Finds one simple parameter in a request that may be broken elsewhere, for the form and language
 * of the refusal only.
 */
final class RawParameter {

  /** How much of a body is looked at: what is refused for its size should cost little. */
  private static final int LOOK = 64 * 1024;

  private RawParameter() {}

  /** The value, or the empty string. */
  static String find(String name, HttpRequest request) {
    String inQuery = find(name, request.query());
    if (!inQuery.isEmpty()) {
      return inQuery;
    }
    byte[] body = request.body();
    return find(
        name, new String(body, 0, Math.min(LOOK, body.length), StandardCharsets.ISO_8859_1));
  }

  private static String find(String name, String form) {
    String wanted = name + "=";
    int at = form.startsWith(wanted) ? 0 : form.indexOf("&" + wanted) + 1;
    if (at == 0 && !form.startsWith(wanted)) {
      return "";
    }
    int start = at + wanted.length();
    int end = form.indexOf('&', start);
    return form.substring(start, end < 0 ? form.length() : end);
  }
}
