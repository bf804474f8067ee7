package dev.domicile.registry.sandbox;

import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection, on a thread of its own. Never interrupted, as that could close the state file:
 * {@link #close} closes the socket, and the thread finds out.
 */
final class Session implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Session.class);

  /** A peer that is slower with TLS is no registrar. */
  private static final int HANDSHAKE_MILLIS = 10_000;

  private final Socket plain;
  private final ServerTls tls;
  private final Desk desk;
  private volatile @Nullable Outlet outlet;

  Session(Socket plain, ServerTls tls, Desk desk) {
    this.plain = plain;
    this.tls = tls;
    this.desk = desk;
  }

  @Override
  public void run() {
    int idleMillis = (int) desk.rules().idleTimeout().toMillis();
    try (Socket connection = plain) {
      connection.setTcpNoDelay(true);
      connection.setSoTimeout(HANDSHAKE_MILLIS);
      try (SSLSocket socket = tls.over(connection)) {
        socket.startHandshake();
        connection.setSoTimeout(idleMillis);
        converse(socket);
      }
    } catch (IOException e) {
      LOG.debug("connection ended: {}", e.getMessage());
    }
  }

  private void converse(SSLSocket socket) throws IOException {
    Dialogue dialogue = new Dialogue(desk);
    Outlet out = Outlet.to(socket.getOutputStream(), desk.rules().latency());
    outlet = out;
    try {
      Frames frames = new Frames(socket.getInputStream(), desk.rules().maxFrameBytes());
      out.send(dialogue.greeting());
      boolean open = true;
      while (open) {
        byte[] document = frames.next();
        if (document == null) {
          return;
        }
        Reply reply = dialogue.answer(document);
        if (reply.closes()) {
          // Before the last answer can be read, so that a client may log in again at once.
          dialogue.end();
        }
        if (reply.frame().length > 0) {
          out.send(reply.frame());
        }
        open = !reply.closes();
      }
    } finally {
      dialogue.end();
      out.finish();
    }
  }

  /** From another thread. */
  void close() {
    Outlet out = outlet;
    if (out != null) {
      out.abandon();
    }
    try {
      plain.close();
    } catch (IOException e) {
      LOG.debug("closing a connection: {}", e.getMessage());
    }
  }
}
