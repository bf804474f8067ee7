package dev.domicile.api;

import dev.domicile.account.AccessKey;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line for each request, and one call of the observer. Nothing in it is the client's own text
 * unless it is the name of something known here: people send secrets in the place of ids.
 */
final class RequestLog {

  private static final Logger LOG = LoggerFactory.getLogger(RequestLog.class);

  private RequestLog() {}

  /**
   * @param action the name of a known operation, or empty
   */
  static void write(
      Exchange exchange, String action, Answer answer, Instant ended, RequestObserver observer) {
    String code = code(answer);
    int status = status(answer);
    Duration took = Duration.between(exchange.began, ended);
    LOG.info(
        "{} {} {} key={} {} {} {} ms {}",
        method(exchange.request.method()),
        orDash(action),
        orDash(version(exchange)),
        orDash(accessKeyId(exchange)),
        status,
        orDash(code),
        took.toMillis(),
        exchange.requestId);
    observer.answered(new RequestObserver.Seen(action, status, code, took));
  }

  private static String code(Answer answer) {
    return switch (answer) {
      case Answer.Ok ok -> "";
      case Answer.Refused(Refusal refusal) -> refusal.codeText();
    };
  }

  private static String method(String sent) {
    return switch (sent) {
      case "GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH" -> sent;
      default -> "other";
    };
  }

  private static int status(Answer answer) {
    return switch (answer) {
      case Answer.Ok ok -> 200;
      case Answer.Refused(Refusal refusal) -> refusal.status();
    };
  }

  private static String version(Exchange exchange) {
    Claim claim = exchange.claimIfAny();
    return claim == null ? "" : Version.of(claim.version()).map(Version::text).orElse("");
  }

  private static String accessKeyId(Exchange exchange) {
    AccessKey key = exchange.keyIfAny();
    return key == null ? "" : key.id();
  }

  private static String orDash(String text) {
    return text.isEmpty() ? "-" : text;
  }
}
