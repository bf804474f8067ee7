package dev.domicile.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;

/** A PostgreSQL server of one test alone, which may be stopped and started again. */
public final class OwnPostgres implements AutoCloseable {

  private final Path folder;
  private EmbeddedPostgres server;
  private int port;

  private OwnPostgres(Path folder) {
    this.folder = folder;
  }

  /** Skips the test where none can be started here. */
  public static OwnPostgres start(Path folder) {
    OwnPostgres own = new OwnPostgres(folder);
    try {
      own.begin();
    } catch (UncheckedIOException | IllegalStateException e) {
      String reason = "no PostgreSQL could be started here: " + e.getMessage();
      System.out.println("skipped: " + reason);
      Assumptions.abort(reason);
    }
    return own;
  }

  /** With the data that it had, on the port that it had. */
  public void begin() {
    try {
      EmbeddedPostgres.Builder builder =
          EmbeddedPostgres.builder()
              .setDataDirectory(folder)
              .setCleanDataDirectory(false)
              .setPGStartupWait(Duration.ofSeconds(60))
              .setRegisterShutdownHook(false)
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("fsync", "on")
              .setServerConfig("full_page_writes", "on");
      if (port != 0) {
        builder.setPort(port);
      }
      server = builder.start();
      port = server.getPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sessions are ended in the middle of what they do. */
  public void stop() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return port;
  }

  public String url() {
    return url(port);
  }

  /** By way of another port. */
  public String url(int through) {
    return "postgresql://postgres@127.0.0.1:" + through + "/postgres";
  }

  @Override
  public void close() {
    stop();
  }
}
