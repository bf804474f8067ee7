package dev.domicile.journey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Passes TCP connections on to another port of this host, and cuts them off when told to. */
final class Relay implements AutoCloseable {

  private final int to;
  private final int port;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile ServerSocket listening;

  Relay(int to) {
    this.to = to;
    listening = listen(0);
    port = listening.getLocalPort();
    accept(listening);
  }

  int port() {
    return port;
  }

  /** Ends all connections; new ones are refused until {@link #mend}. */
  void cut() {
    close(listening);
    open.forEach(Relay::close);
    open.clear();
  }

  void mend() {
    listening = listen(port);
    accept(listening);
  }

  /** Ends all connections; new ones are passed on. */
  void drop() {
    open.forEach(Relay::close);
    open.clear();
  }

  @Override
  public void close() {
    cut();
  }

  private static ServerSocket listen(int port) {
    try {
      ServerSocket socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept(ServerSocket from) {
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                while (true) {
                  Socket near = from.accept();
                  open.add(near);
                  Socket far = new Socket(InetAddress.getLoopbackAddress(), to);
                  open.add(far);
                  pass(near, far);
                  pass(far, near);
                }
              } catch (IOException closed) {
                close(from);
              }
            });
  }

  private static void pass(Socket from, Socket into) {
    Thread.ofVirtual()
        .start(
            () -> {
              try (from;
                  into) {
                from.getInputStream().transferTo(into.getOutputStream());
              } catch (IOException cut) {
                close(into);
              }
            });
  }

  private static void close(AutoCloseable one) {
    try {
      one.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
