package dev.domicile.api;

/**
 * What one page of the admin listener says.
 *
 * @param contentType with its charset; the body is sent as UTF-8
 */
public record AdminAnswer(int status, String contentType, String body) {

  public static AdminAnswer text(int status, String body) {
    return new AdminAnswer(status, "text/plain;charset=utf-8", body);
  }
}
