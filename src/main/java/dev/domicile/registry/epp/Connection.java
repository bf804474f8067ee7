package dev.domicile.registry.epp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A TCP connection to a registry, with TLS over it unless that is left out. */
final class Connection {

  private final Socket tcp;
  private final @Nullable SSLSocket tls;
  private final Frames frames;
  private final FrameLog log;

  private Connection(Socket tcp, @Nullable SSLSocket tls, EppSettings settings) throws IOException {
    this.tcp = tcp;
    this.tls = tls;
    Socket top = tls == null ? tcp : tls;
    frames = new Frames(top.getInputStream(), top.getOutputStream(), settings.pacing().maxFrame());
    log = new FrameLog(settings);
  }

  /** Connects TCP; with TLS, the handshake is still to be done. */
  static Connection open(EppSettings settings, @Nullable EppTls tls) throws IOException {
    Socket tcp = connect(settings);
    try {
      return new Connection(tcp, tls == null ? null : tls.over(tcp, settings.port()), settings);
    } catch (IOException | RuntimeException e) {
      tcp.close();
      throw e;
    }
  }

  boolean secured() {
    return tls != null;
  }

  void handshake() throws IOException {
    if (tls != null) {
      tls.startHandshake();
    }
  }

  void write(byte[] xml) throws IOException {
    log.sent(xml);
    frames.write(xml);
  }

  byte @Nullable [] read() throws IOException {
    byte[] xml = frames.read();
    if (xml != null) {
      log.received(xml);
    }
    return xml;
  }

  /**
   * Closes at once, whatever other threads are doing: the socket under TLS, since closing TLS waits
   * for a write that may never end.
   */
  void drop() {
    try {
      tcp.close();
    } catch (IOException e) {
      // it is gone either way
    }
  }

  /** Tells the peer before closing; only when nothing is being written. */
  void close() {
    try {
      (tls == null ? tcp : tls).close();
    } catch (IOException e) {
      // the peer was faster
    }
    drop();
  }

  /** Tries each address of the host in turn: the first may be of a family that has no route. */
  private static Socket connect(EppSettings settings) throws IOException {
    IOException last = new UnknownHostException(settings.host());
    for (InetAddress address : InetAddress.getAllByName(settings.host())) {
      Socket socket = new Socket();
      try {
        socket.setTcpNoDelay(true);
        socket.setKeepAlive(true);
        socket.connect(
            new InetSocketAddress(address, settings.port()),
            Math.toIntExact(Math.max(1, settings.pacing().connectTimeout().toMillis())));
        return socket;
      } catch (IOException e) {
        socket.close();
        last = e;
      }
    }
    throw last;
  }
}
