package dev.domicile.api;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The two formats of answers. The content types are spelled as the strictest SDK wants them. */
enum Format {
  JSON("application/json;charset=utf-8"),
  XML("text/xml;charset=utf-8");

  private final String contentType;

  Format(String contentType) {
    this.contentType = contentType;
  }

  String contentType() {
    return contentType;
  }

  /** By the parameter's value, in any case of letters: one SDK sends {@code json}. */
  static Optional<Format> of(String value) {
    return switch (value.toUpperCase(Locale.ROOT)) {
      case "JSON" -> Optional.of(JSON);
      case "XML" -> Optional.of(XML);
      default -> Optional.empty();
    };
  }

  /** The parameter if it is there and readable, else what the signature's users expect. */
  static Format of(Map<String, String> parameters, HttpRequest request) {
    return of(parameters.getOrDefault("Format", "")).orElseGet(() -> byDefault(request));
  }

  /**
   * For a request whose parameters cannot be read as a whole: a client that asked for JSON should
   * be able to read why it was refused.
   */
  static Format guess(HttpRequest request) {
    return of(RawParameter.find("Format", request)).orElseGet(() -> byDefault(request));
  }

  /**
   * XML for signature 1.0, whatever Accept says: clients of that time ask by parameter only. The
   * later signature has no Format parameter and its clients read JSON.
   */
  private static Format byDefault(HttpRequest request) {
    boolean later = request.header("authorization").orElse("").startsWith("ACS");
    return later && !request.header("accept").orElse("").contains("xml") ? JSON : XML;
  }
}
