package dev.domicile.bench;

/** How much is measured. */
enum Scale {
  /** What docs/performance.md is written from. */
  FULL,
  /** To see whether a bench works; its figures mean little. */
  TRY;

  int of(int full, int small) {
    return this == FULL ? full : small;
  }
}
