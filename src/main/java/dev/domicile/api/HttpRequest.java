package dev.domicile.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One HTTP request, read whole.
 *
 * @param method as sent, upper case for the known ones
 * @param path raw, without the query
 * @param query raw, without the question mark; empty where there is none
 * @param headers values in the order they came; names compare without regard to case
 * @param body empty where there is none
 * @param clientAddress the peer's IP address; headers that claim another are not believed
 */
public record HttpRequest(
    String method,
    String path,
    String query,
    Map<String, List<String>> headers,
    byte[] body,
    String clientAddress) {

  public HttpRequest {
    TreeMap<String, List<String>> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    anyCase.putAll(headers);
    headers = anyCase;
  }

  /** The values of a header, trimmed and joined by commas. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name))
        .map(
            values ->
                values.size() == 1
                    ? values.getFirst().strip()
                    : String.join(",", values.stream().map(String::strip).toList()));
  }

  /** Neither query nor body: they hold signatures and personal data. */
  @Override
  public String toString() {
    return "HttpRequest[" + method + " from " + clientAddress + "]";
  }
}
