package dev.domicile.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How far a long reading has come, over all registries: on a terminal one line that is written
 * over, elsewhere a line now and then. Used by one thread at a time.
 */
final class SyncProgress {

  /** Outside a terminal: few enough lines for a log of a night. */
  private static final Duration LINE_EVERY = Duration.ofSeconds(30);

  private final PrintStream err;
  private final boolean terminal;
  private final LongSupplier nanoTime;
  private final long began;
  private final Map<String, Long> done = new HashMap<>();
  private long before;
  private long all;
  private long told;
  private int shown;

  SyncProgress(PrintStream err, boolean terminal, LongSupplier nanoTime) {
    this.err = err;
    this.terminal = terminal;
    this.nanoTime = nanoTime;
    this.began = nanoTime.getAsLong();
    this.told = began;
  }

  /** Of one registry more. */
  void began(long behind, long domains) {
    before += behind;
    all += domains;
  }

  void show(String registry, long domains) {
    done.put(registry, domains);
    long now = nanoTime.getAsLong();
    String text = text(done.values().stream().mapToLong(Long::longValue).sum(), now - began);
    if (terminal) {
      err.print("\r" + text + " ".repeat(Math.max(0, shown - text.length())));
      err.flush();
      shown = text.length();
    } else if (now - told >= LINE_EVERY.toNanos()) {
      told = now;
      err.println(text);
    }
  }

  /** Takes the line that is written over out of the way of other output. */
  void clear() {
    if (shown > 0) {
      err.print("\r" + " ".repeat(shown) + "\r");
      err.flush();
      shown = 0;
    }
  }

  void line(String text) {
    clear();
    err.println(text);
  }

  private String text(long read, long nanos) {
    double perSecond = (read - before) / Math.max(nanos / 1e9, 1e-3);
    long percent = all == 0 ? 100 : 100 * read / all;
    String text =
        String.format(
            Locale.ROOT, "%,d of %,d domains (%d%%), %,.0f/s", read, all, percent, perSecond);
    return perSecond <= 0 ? text : text + ", " + left((long) ((all - read) / perSecond)) + " left";
  }

  private static String left(long seconds) {
    if (seconds < 90) {
      return seconds + " s";
    }
    long minutes = (seconds + 30) / 60;
    return minutes < 90
        ? minutes + " min"
        : String.format(Locale.ROOT, "%d h %d min", minutes / 60, minutes % 60);
  }
}
