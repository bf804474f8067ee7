package dev.domicile.cli;

import dev.domicile.store.DatabaseBackup;
import java.io.PrintStream;
import java.util.function.LongSupplier;

/** How far a backup has come, once it is one that takes a while. */
final class BackupProgress implements DatabaseBackup.Listener {

  /** Nanoseconds for which nothing need be told. */
  private static final long SILENT = 2_000_000_000L;

  private final PercentProgress progress;
  private final LongSupplier nanos;
  private final long since;

  /**
   * @param nanos {@link System#nanoTime}, except in tests
   */
  BackupProgress(PrintStream err, boolean terminal, LongSupplier nanos) {
    this.progress = new PercentProgress(err, terminal, "bytes written");
    this.nanos = nanos;
    this.since = nanos.getAsLong();
  }

  @Override
  public void written(long done, long all) {
    if (nanos.getAsLong() - since >= SILENT) {
      progress.all(all);
      progress.done(done);
    }
  }

  void end() {
    progress.end();
  }
}
