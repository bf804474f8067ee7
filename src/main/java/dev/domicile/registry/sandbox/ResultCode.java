package dev.domicile.registry.sandbox;

/** The result codes of RFC 5730 section 3 that this registry gives, with the RFC's texts. */
enum ResultCode {
  COMPLETED(1000, "Command completed successfully"),
  PENDING(1001, "Command completed successfully; action pending"),
  NO_MESSAGES(1300, "Command completed successfully; no messages"),
  MESSAGE(1301, "Command completed successfully; ack to dequeue"),
  GOODBYE(1500, "Command completed successfully; ending session"),
  UNKNOWN_COMMAND(2000, "Unknown command"),
  SYNTAX(2001, "Command syntax error"),
  USE(2002, "Command use error"),
  MISSING(2003, "Required parameter missing"),
  RANGE(2004, "Parameter value range error"),
  VALUE_SYNTAX(2005, "Parameter value syntax error"),
  VERSION(2100, "Unimplemented protocol version"),
  UNIMPLEMENTED(2101, "Unimplemented command"),
  OPTION(2102, "Unimplemented option"),
  EXTENSION(2103, "Unimplemented extension"),
  BILLING(2104, "Billing failure"),
  NOT_RENEWABLE(2105, "Object is not eligible for renewal"),
  NOT_TRANSFERABLE(2106, "Object is not eligible for transfer"),
  AUTHENTICATION(2200, "Authentication error"),
  AUTHORIZATION(2201, "Authorization error"),
  AUTHORIZATION_INFORMATION(2202, "Invalid authorization information"),
  PENDING_TRANSFER(2300, "Object pending transfer"),
  NOT_PENDING_TRANSFER(2301, "Object not pending transfer"),
  EXISTS(2302, "Object exists"),
  NOT_THERE(2303, "Object does not exist"),
  STATUS(2304, "Object status prohibits operation"),
  ASSOCIATION(2305, "Object association prohibits operation"),
  POLICY(2306, "Parameter value policy error"),
  OBJECT_SERVICE(2307, "Unimplemented object service"),
  DATA_POLICY(2308, "Data management policy violation"),
  FAILED(2400, "Command failed"),
  FAILED_CLOSING(2500, "Command failed; server closing connection"),
  AUTHENTICATION_CLOSING(2501, "Authentication error; server closing connection"),
  SESSIONS_CLOSING(2502, "Session limit exceeded; server closing connection");

  private final int code;
  private final String message;

  ResultCode(int code, String message) {
    this.code = code;
    this.message = message;
  }

  int code() {
    return code;
  }

  String message() {
    return message;
  }

  /** Whether the server ends the connection after this answer. */
  boolean closes() {
    return this == GOODBYE || code >= 2500;
  }

  boolean succeeds() {
    return code < 2000;
  }

  /**
   * @throws IllegalArgumentException for a number that RFC 5730 does not know
   */
  static ResultCode of(int code) {
    for (ResultCode each : values()) {
      if (each.code == code) {
        return each;
      }
    }
    throw new IllegalArgumentException("not a result code: " + code);
  }
}
