package dev.domicile.portfolio;

/** The file as a whole cannot be read as what it should be; one line says why. */
final class ImportFileRefused extends Exception {

  private static final long serialVersionUID = 1;

  ImportFileRefused(String message) {
    super(message);
  }
}
