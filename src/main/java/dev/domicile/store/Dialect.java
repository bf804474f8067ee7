package dev.domicile.store;

/** All in which the two databases differ for those who write statements. */
public enum Dialect {
  SQLITE("", "BYTEA"),
  POSTGRESQL("FOR UPDATE SKIP LOCKED", "BYTEA");

  private final String skipLocked;
  private final String bytes;

  Dialect(String skipLocked, String bytes) {
    this.skipLocked = skipLocked;
    this.bytes = bytes;
  }

  /**
   * Ends a SELECT that picks rows to claim: rows that another worker is claiming are passed over.
   */
  public String skipLocked() {
    return skipLocked;
  }

  String bytes() {
    return bytes;
  }
}
