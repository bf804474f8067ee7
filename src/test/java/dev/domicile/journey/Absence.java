package dev.domicile.journey;

import dev.domicile.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** What is found at the port of a registry that is away. */
final class Absence implements AutoCloseable {

  enum Kind {
    /** Connects are refused. */
    CLOSED,
    /** Connects are neither taken nor refused, as behind a firewall. */
    UNANSWERED,
    /** Connects are taken, and nothing more is heard. */
    SILENT
  }

  /** To see that the queue of connects is full; on loopback a connect that is taken takes less. */
  private static final int FULL_MILLIS = 200;

  /** A system may take some more than it was told. */
  private static final int MOST_QUEUED = 64;

  private final List<AutoCloseable> open = new ArrayList<>();

  Absence(Kind kind, int port) {
    try {
      switch (kind) {
        case CLOSED -> {}
        case UNANSWERED -> fill(listen(port, 1));
        case SILENT -> listen(port, 1_000);
      }
    } catch (IOException e) {
      close();
      throw new UncheckedIOException(e);
    }
  }

  private ServerSocket listen(int port, int backlog) throws IOException {
    ServerSocket listening = new ServerSocket();
    open.add(listening);
    listening.setReuseAddress(true);
    Await.until("port " + port + " is free", () -> bound(listening, port, backlog));
    return listening;
  }

  /** A client that finds nobody there may for a moment be given this very port for its own end. */
  private static boolean bound(ServerSocket listening, int port, int backlog) {
    try {
      listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), backlog);
      return true;
    } catch (BindException inUse) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void fill(ServerSocket listening) throws IOException {
    for (int i = 0; i < MOST_QUEUED; i++) {
      Socket queued = new Socket();
      open.add(queued);
      try {
        queued.connect(listening.getLocalSocketAddress(), FULL_MILLIS);
      } catch (SocketTimeoutException full) {
        return;
      }
    }
    throw new IOException("the queue of connects does not become full");
  }

  @Override
  public void close() {
    for (AutoCloseable one : open) {
      try {
        one.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
