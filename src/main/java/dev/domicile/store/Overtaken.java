package dev.domicile.store;

/**
 * Thrown by a transaction's work that has met two states of the data which do not fit together,
 * since another transaction has ended in between: it is rolled back and run again.
 */
public final class Overtaken extends RuntimeException {

  private static final long serialVersionUID = 1;

  public Overtaken(String what) {
    super(what);
  }
}
