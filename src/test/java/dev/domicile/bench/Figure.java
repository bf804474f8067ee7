package dev.domicile.bench;

/**
 * One thing measured, as it is printed and as it stands in docs/performance.md.
 *
 * @param what names it; the same text in every run
 * @param measured value, unit and spread
 * @param target as text; empty where there is none
 * @param met empty where there is no target
 */
record Figure(String what, String measured, String target, String met) {

  static Figure of(String what, String measured) {
    return new Figure(what, measured, "", "");
  }

  static Figure of(String what, String measured, String target, boolean met) {
    return new Figure(what, measured, target, met ? "yes" : "NO");
  }
}
