package dev.domicile.registry.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes connections on loopback and gives each a thread. */
final class Listener implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
  private static final int BACKLOG = 128;
  private static final Duration END_OF_SESSIONS = Duration.ofSeconds(5);

  private final ServerSocket server;
  private final ServerTls tls;
  private final Desk desk;
  private final Semaphore connections;
  private final Map<Session, Thread> sessions = new ConcurrentHashMap<>();
  private final Thread acceptor;

  /**
   * @param port 0 for a free one
   * @throws IOException where the port is in use
   */
  Listener(int port, ServerTls tls, Desk desk) throws IOException {
    this.tls = tls;
    this.desk = desk;
    this.connections = new Semaphore(2 * desk.rules().maxSessions() + 8);
    this.server = new ServerSocket();
    try {
      server.setReuseAddress(true);
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
    } catch (IOException e) {
      server.close();
      throw new IOException("sandbox registry: port " + port + ": " + e.getMessage(), e);
    }
    this.acceptor = Thread.ofVirtual().name("sandbox-accept").unstarted(this::accept);
  }

  void start() {
    acceptor.start();
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        if (connections.tryAcquire()) {
          open(socket);
        } else {
          socket.close();
        }
      } catch (IOException e) {
        if (!server.isClosed()) {
          LOG.warn("sandbox registry: a connection could not be taken: {}", e.getMessage());
          pause();
        }
      }
    }
  }

  private void open(Socket socket) {
    Session session = new Session(socket, tls, desk);
    Thread thread =
        Thread.ofVirtual()
            .name("sandbox-session")
            .unstarted(
                () -> {
                  try {
                    session.run();
                  } finally {
                    sessions.remove(session);
                    connections.release();
                  }
                });
    sessions.put(session, thread);
    thread.start();
  }

  /** Out of file descriptors, say: asking again at once would only burn the processor. */
  private static void pause() {
    try {
      Thread.sleep(Duration.ofMillis(50));
    } catch (InterruptedException e) {
      throw new IllegalStateException("the acceptor is not interrupted", e);
    }
  }

  /** Cuts every connection; a command under way is carried out first. */
  @Override
  public void close() throws IOException {
    server.close();
    try {
      acceptor.join(END_OF_SESSIONS);
      sessions.keySet().forEach(Session::close);
      for (Thread thread : sessions.values()) {
        thread.join(END_OF_SESSIONS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
