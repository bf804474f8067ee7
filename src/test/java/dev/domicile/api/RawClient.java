package dev.domicile.api;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Speaks HTTP over a bare socket, right or wrong, as the test says. */
final class RawClient implements AutoCloseable {

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  RawClient(InetSocketAddress server) throws IOException {
    this(connected(server));
  }

  /**
   * @param connected with a time limit for reading
   */
  RawClient(Socket connected) throws IOException {
    socket = connected;
    in = new BufferedInputStream(socket.getInputStream());
    out = socket.getOutputStream();
  }

  private static Socket connected(InetSocketAddress server) throws IOException {
    Socket socket = new Socket();
    socket.connect(server, 10_000);
    socket.setSoTimeout(20_000);
    return socket;
  }

  RawClient send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.UTF_8));
  }

  RawClient send(byte[] octets) throws IOException {
    out.write(octets);
    out.flush();
    return this;
  }

  /** Sends until the server has had enough: it may answer and close before it has read all. */
  RawClient sendAsFarAsTaken(String text) {
    try {
      send(text);
    } catch (IOException closedByServer) {
      // its answer is what the test is about
    }
    return this;
  }

  /** The next answer whole; its Content-Type is the header's. */
  HttpResponse receive() throws IOException {
    HttpResponse head = receiveHead();
    int length = Integer.parseInt(head.headers().getOrDefault("content-length", "0"));
    return new HttpResponse(
        head.status(), head.contentType(), head.headers(), in.readNBytes(length));
  }

  /** The next answer without its body; one that answers HEAD has none. */
  HttpResponse receiveHead() throws IOException {
    int status = Integer.parseInt(line().split(" ")[1]);
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    if (status == 100) {
      return receiveHead();
    }
    return new HttpResponse(status, headers.getOrDefault("content-type", ""), headers, new byte[0]);
  }

  /** Looks ahead: what comes next can still be received. */
  boolean closedByServer() throws IOException {
    in.mark(1);
    boolean closed = in.read() < 0;
    in.reset();
    return closed;
  }

  /** Says that nothing more will be sent. */
  void endOfRequest() throws IOException {
    socket.shutdownOutput();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0) {
        throw new EOFException("closed after: " + line);
      }
      line.write(octet);
    }
    return line.toString(StandardCharsets.UTF_8).strip();
  }
}
