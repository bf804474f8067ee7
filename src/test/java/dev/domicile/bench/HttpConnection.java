package dev.domicile.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One HTTP/1.1 connection that is kept open: requests made beforehand go out as they are, so that
 * as little as possible of what is timed is the client's.
 */
final class HttpConnection implements AutoCloseable {

  private static final int CONNECT_MILLIS = 2_000;
  private static final int READ_MILLIS = 60_000;

  record Answer(int status, byte[] body) {
    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  private final Socket socket = new Socket();
  private final InputStream in;

  HttpConnection(int port) throws IOException {
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(READ_MILLIS);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
    in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
  }

  static byte[] get(String path) {
    return request("GET", path);
  }

  /** As the SDKs send it: all in the query, the body empty. */
  static byte[] post(String query) {
    return request("POST", "/?" + query);
  }

  private static byte[] request(String method, String target) {
    String head =
        method + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\n\r\n";
    return head.getBytes(StandardCharsets.US_ASCII);
  }

  Answer exchange(byte[] request) throws IOException {
    socket.getOutputStream().write(request);
    String status = line();
    int length = -1;
    for (String field = line(); !field.isEmpty(); field = line()) {
      if (field.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(field.substring(field.indexOf(':') + 1).strip());
      }
    }
    if (length < 0) {
      throw new IOException("an answer without Content-Length: " + status);
    }
    return new Answer(Integer.parseInt(status.split(" ")[1]), in.readNBytes(length));
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the connection ended inside an answer");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
