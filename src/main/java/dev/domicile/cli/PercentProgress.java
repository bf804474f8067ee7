package dev.domicile.cli;

import java.io.PrintStream;

/**
 * How far something has come whose size is known: one line that changes on a terminal, a line for
 * each tenth elsewhere.
 */
final class PercentProgress {

  /** In percent. */
  private static final int STEP = 10;

  private final PrintStream err;
  private final boolean terminal;
  private final String what;
  private long all;
  private long told;
  private boolean shown;

  /**
   * @param what is counted, such as {@code rows written}
   */
  PercentProgress(PrintStream err, boolean terminal, String what) {
    this.err = err;
    this.terminal = terminal;
    this.what = what;
  }

  void all(long number) {
    all = number;
  }

  void done(long number) {
    long percent = all == 0 ? 100 : Math.min(100, 100 * number / all);
    if (percent < told + (terminal ? 1 : STEP)) {
      return;
    }
    told = terminal ? percent : percent / STEP * STEP;
    String text = percent + "%  " + number + " of " + all + " " + what;
    if (terminal) {
      err.print("\r" + text);
      err.flush();
      shown = true;
    } else {
      err.println(text);
    }
  }

  void end() {
    if (shown) {
      err.println();
    }
  }
}
