package dev.domicile.api;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** One HTTP answer; Content-Length and Date are the front's. */
public record HttpResponse(
    int status, String contentType, Map<String, String> headers, byte[] body) {

  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "HttpResponse[" + status + "]";
  }
}
