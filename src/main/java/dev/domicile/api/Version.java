package dev.domicile.api;

import java.util.Arrays;
import java.util.Optional;

/** The two published versions of the API: the main product's and the international one's. */
public enum Version {
  V2018_01_29("2018-01-29"),
  V2017_12_18("2017-12-18");

  private final String text;

  Version(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }

  static Optional<Version> of(String text) {
    return Arrays.stream(values()).filter(v -> v.text.equals(text)).findFirst();
  }
}
