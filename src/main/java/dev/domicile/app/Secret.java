package dev.domicile.app;

/** A value that is never printed or logged. */
public record Secret(String value) {
  @Override
  public String toString() {
    return "***";
  }
}
