package dev.domicile.registry;

/**
 * Why there is no answer.
 *
 * @param detail one line for operators: names the registry's address and the cause; never a
 *     password, an authInfo or personal data
 */
public record Trouble(Kind kind, String detail) {

  public enum Kind {
    /** No TCP connection: refused, unknown host, no route, time-out while connecting. */
    UNREACHABLE,
    /** TLS failed: certificate not trusted, expired, of another name, or ours refused. */
    TLS,
    /** The login was refused: 2200, 2501 or another lasting answer to login. */
    LOGIN_REFUSED,
    /** The registry has no session left for us: 2502 at login. */
    SESSION_LIMIT,
    /** No answer within the registry's time limit. */
    TIMEOUT,
    /** The connection ended while the answer was awaited. */
    DISCONNECTED,
    /** An answer that is not EPP: not XML, a wrong length, a foreign clTRID. */
    PROTOCOL,
    /** A greeting without the version, an object or an extension that is needed. */
    NOT_OFFERED,
    /**
     * Nothing can be had for now: no session came free within the time limit, or the registry
     * answers 2400 to a login or to one command after another.
     */
    BUSY,
    /** The service is stopping. */
    STOPPING
  }
}
