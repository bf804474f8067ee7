package dev.domicile.cli;

import dev.domicile.store.DatabaseCopy;
import java.io.PrintStream;

/** How far a copy has come: one line that changes on a terminal, now and then a line elsewhere. */
final class CopyProgress implements DatabaseCopy.Listener {

  /** Outside a terminal a line is written each time that this much more is done, in percent. */
  private static final int STEP = 10;

  private final PrintStream err;
  private final boolean terminal;
  private long told = -STEP;
  private int shown;

  CopyProgress(PrintStream err, boolean terminal) {
    this.err = err;
    this.terminal = terminal;
  }

  @Override
  public void written(String table, long done, long all) {
    long percent = all == 0 ? 100 : 100 * done / all;
    String text = percent + "%  " + done + " of " + all + " rows, " + table;
    if (terminal) {
      err.print("\r" + text + " ".repeat(Math.max(0, shown - text.length())));
      err.flush();
      shown = text.length();
    } else if (percent >= told + STEP) {
      told = percent / STEP * STEP;
      err.println(text);
    }
  }

  @Override
  public void compared(DatabaseCopy.Table table) {
    if (!terminal) {
      err.println(table.name() + ": " + table.rows() + " rows, compared");
    }
  }

  void end() {
    if (terminal && shown > 0) {
      err.println();
    }
  }
}
