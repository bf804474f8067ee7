package dev.domicile.cli;

import java.io.PrintStream;

/**
 * A bar on a terminal; now and then a line elsewhere. Always on standard error: standard output is
 * the result's.
 */
final class Progress {

  private static final int WIDTH = 40;

  /** Outside a terminal a line is written each time that this much more is done, in percent. */
  private static final int STEP = 25;

  private final PrintStream err;
  private final boolean terminal;
  private int told;

  Progress(PrintStream err, boolean terminal) {
    this.err = err;
    this.terminal = terminal;
  }

  void say(String line) {
    err.println(line);
  }

  void show(int ok, int failed, int total) {
    int percent = total == 0 ? 100 : (int) (100L * (ok + failed) / total);
    String counts = (ok + failed) + " of " + total + ", " + failed + " failed";
    if (terminal) {
      int filled = WIDTH * percent / 100;
      err.print("\r[" + "#".repeat(filled) + ".".repeat(WIDTH - filled) + "] " + counts + " ");
      err.flush();
    } else if (percent >= told + STEP) {
      told = percent / STEP * STEP;
      err.println(percent + "%  " + counts);
    }
  }

  void end() {
    if (terminal) {
      err.println();
    }
  }
}
