package dev.domicile.registry.epp;

import dev.domicile.registry.Trouble;
import dev.domicile.registry.Trouble.Kind;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateExpiredException;
import java.time.Duration;
import javax.net.ssl.SSLException;

/** Puts what went wrong on the way to one registry into words. */
final class Troubles {

  private final String address;

  Troubles(String address) {
    this.address = address;
  }

  Trouble of(Kind kind, String what) {
    return new Trouble(kind, address + ": " + what);
  }

  Trouble notConnected(IOException e) {
    return of(
        Kind.UNREACHABLE,
        switch (e) {
          case UnknownHostException unknown -> "unknown host";
          case SocketTimeoutException late -> "no TCP connection within the time limit";
          default -> "no TCP connection: " + text(e);
        });
  }

  /**
   * @param greeted whether a greeting had come
   */
  Trouble broken(IOException e, boolean secured, boolean greeted) {
    return switch (e) {
      case NotEppException foreign -> of(Kind.PROTOCOL, text(foreign));
      case SSLException tls -> of(Kind.TLS, "TLS: " + tls(tls));
      // under TLS 1.3 our certificate is refused after the handshake, and the alert may be lost
      default ->
          of(
              secured && !greeted ? Kind.TLS : Kind.DISCONNECTED,
              text(e) + (greeted ? "" : hint(secured)));
    };
  }

  Trouble closed(boolean secured, boolean greeted) {
    return of(
        Kind.DISCONNECTED, "the registry closed the connection" + (greeted ? "" : hint(secured)));
  }

  Trouble late(String what, Duration limit) {
    return of(Kind.TIMEOUT, "no " + what + " within " + limit.toMillis() + " ms");
  }

  private static String hint(boolean secured) {
    return secured
        ? " before its greeting: is this address, or our certificate, not allowed there?"
        : " before its greeting: is this address not allowed there?";
  }

  /** JSSE wraps the cause that helps in ones that do not. */
  private static String tls(SSLException e) {
    Throwable deepest = e;
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateExpiredException) {
        return "the registry's certificate has expired (" + text(cause) + ")";
      }
      deepest = cause;
    }
    String cause = text(deepest);
    // the latter from an authority of the same name with another key, such as one made anew
    if (cause.contains("unable to find valid certification path")
        || cause.contains("Signature does not match")) {
      return "the registry's certificate is not from a trusted authority (tls.ca)";
    }
    if (cause.contains("Received fatal alert")) {
      return "the registry refused the connection, perhaps our certificate: " + cause;
    }
    return cause.equals("SSL peer shut down incorrectly")
        ? "the registry closed the connection in the handshake"
        : cause;
  }

  private static String text(Throwable e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }
}
