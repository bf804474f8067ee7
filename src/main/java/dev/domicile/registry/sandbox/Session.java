package dev.domicile.registry.sandbox;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.locks.ReentrantLock;
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
  private final ReentrantLock sending = new ReentrantLock();
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
      if (desk.doorway().meets(Fault.Entry.SHUT)) {
        return;
      }
      boolean byExpired = desk.doorway().meets(Fault.Entry.EXPIRED_CERTIFICATE);
      try (SSLSocket socket = tls.over(connection, byExpired)) {
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
    Outlet out =
        Outlet.to(
            socket.getOutputStream(), desk.rules().latency(), desk.rules().policy().backwards());
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
        send(reply, out, frames);
        open = !reply.closes();
      }
    } finally {
      dialogue.end();
      out.finish();
    }
  }

  private void send(Reply reply, Outlet out, Frames frames) throws IOException {
    switch (reply.manner()) {
      case AT_ONCE -> sendNow(reply, out);
      case SLOWLY -> {
        waitSlowly();
        sendNow(reply, out);
      }
      case OVERTAKEN -> Thread.ofVirtual().name("sandbox-overtaken").start(() -> lag(reply, out));
      case SILENT -> {
        while (frames.next() != null) {
          LOG.debug("a command that nobody will answer");
        }
      }
      case RESET -> {
        plain.setSoLinger(true, 0);
        plain.close();
      }
    }
  }

  private void sendNow(Reply reply, Outlet out) throws IOException {
    if (reply.frame().length > 0) {
      sending.lock();
      try {
        out.send(reply.frame());
      } finally {
        sending.unlock();
      }
    }
  }

  private void lag(Reply reply, Outlet out) {
    waitSlowly();
    try {
      sendNow(reply, out);
    } catch (IOException e) {
      LOG.debug("the client did not wait: {}", e.getMessage());
    }
  }

  private void waitSlowly() {
    try {
      Thread.sleep(desk.rules().policy().slowness());
    } catch (InterruptedException e) {
      throw new IllegalStateException("sessions are not interrupted", e);
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
