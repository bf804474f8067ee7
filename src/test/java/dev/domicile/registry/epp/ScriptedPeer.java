package dev.domicile.registry.epp;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLServerSocket;
import org.jspecify.annotations.Nullable;

/**
 * A registry that plays a script: the first connection the first one, and so on; after the last
 * script, the last again. Knows nothing of the client's codecs. A step that fails makes {@link
 * #close} fail.
 */
final class ScriptedPeer implements AutoCloseable {

  /** What is done on one connection. */
  interface Script {
    void play(Line line) throws Exception;
  }

  static final String GREETING =
      new String(Fixtures.bytes("response/greeting.xml"), StandardCharsets.UTF_8);

  private static final Pattern TRID = Pattern.compile("<clTRID>([^<]+)</clTRID>");
  private static final int PATIENCE_MS = 10_000;

  private final ServerSocket server;
  private final List<Script> scripts;
  private final AtomicInteger connections = new AtomicInteger();
  private final Semaphore played = new Semaphore(0);
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final Set<String> trids = ConcurrentHashMap.newKeySet();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Thread accepting;
  private volatile boolean closing;

  ScriptedPeer(Script... scripts) throws IOException {
    this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), scripts);
  }

  ScriptedPeer(ServerSocket server, Script... scripts) {
    this.server = server;
    this.scripts = List.of(scripts);
    accepting = Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  int connections() {
    return connections.get();
  }

  /** Waits until that many scripts have come to their end. */
  void awaitPlayed(int scripts) throws InterruptedException {
    assertTrue(
        played.tryAcquire(scripts, PATIENCE_MS, TimeUnit.MILLISECONDS), "scripts not played");
    played.release(scripts);
  }

  @Override
  public void close() throws Exception {
    closing = true;
    server.close();
    accepting.join(); // until then the port may still take a connection
    for (Socket socket : open) {
      socket.close();
    }
    if (!failures.isEmpty()) {
      throw new AssertionError("a script failed", failures.peek());
    }
  }

  private void accept() {
    while (!closing) {
      try {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MS);
        open.add(socket);
        Script script = scripts.get(Math.min(connections.getAndIncrement(), scripts.size() - 1));
        Thread.ofVirtual().start(() -> play(script, socket));
      } catch (IOException e) {
        if (!closing) {
          failures.add(e);
        }
        return;
      }
    }
  }

  private void play(Script script, Socket socket) {
    try (socket) {
      script.play(new Line(socket));
      played.release();
    } catch (Throwable e) {
      if (!closing) {
        failures.add(e);
      }
    }
  }

  boolean isTls() {
    return server instanceof SSLServerSocket;
  }

  /** One connection, as the registry has it. */
  final class Line {
    private final Socket socket;
    private final DataInputStream in;

    Line(Socket socket) throws IOException {
      this.socket = socket;
      this.in = new DataInputStream(socket.getInputStream());
    }

    void greet() throws IOException {
      send(GREETING);
    }

    /** Greets and takes the login. */
    void login() throws IOException {
      greet();
      answer(expect("<login>", "<clID>registrar1</clID>"), 1000);
    }

    String expect(String... parts) throws IOException {
      String frame = read();
      for (String part : parts) {
        assertTrue(frame.contains(part), () -> "no " + part + " in " + frame);
      }
      return frame;
    }

    /** Waits until that many scripts of other connections have come to their end. */
    void awaitPlayed(int scripts) throws InterruptedException {
      ScriptedPeer.this.awaitPlayed(scripts);
    }

    /** Success, or refusal, with the clTRID of the frame. */
    void answer(String frame, int code) throws IOException {
      answer(frame, code, "");
    }

    void answer(String frame, int code, String data) throws IOException {
      send(response(trid(frame), code, data));
    }

    void send(String xml) throws IOException {
      byte[] body = xml.getBytes(StandardCharsets.UTF_8);
      sendBytes(ByteBuffer.allocate(4 + body.length).putInt(4 + body.length).put(body).array());
    }

    void sendBytes(byte[] bytes) throws IOException {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    }

    /** Ends the connection in mid-air: the other side sees a reset. */
    void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }

    /** Waits until the client has ended the connection without another frame. */
    void awaitEnd() {
      try {
        assertTrue(in.read() < 0, "the client sent more");
      } catch (java.net.SocketTimeoutException e) {
        throw new AssertionError("the client did not end the connection", e);
      } catch (IOException e) {
        // a reset is an end too
      }
    }

    /** Takes whatever comes until the client has ended the connection. */
    void readToEnd() throws IOException {
      in.readAllBytes();
    }

    /** Logs the client out. */
    void goodbye() throws IOException {
      answer(expect("<logout/>"), 1500);
      awaitEnd();
    }

    /** Answers every command until the client leaves. */
    void answerAll() throws IOException {
      while (true) {
        String frame;
        try {
          frame = read();
        } catch (java.io.EOFException | java.net.SocketException | javax.net.ssl.SSLException e) {
          return;
        }
        if (frame.contains("<hello/>")) {
          greet();
        } else if (frame.contains("<logout/>")) {
          answer(frame, 1500);
          return;
        } else {
          answer(frame, 1000, frame.contains("<domain:info") ? domain(frame) : "");
        }
      }
    }

    private String read() throws IOException {
      int length = in.readInt();
      assertTrue(length > 4 && length < 100_000, "length " + length);
      String frame = new String(in.readNBytes(length - 4), StandardCharsets.UTF_8);
      Matcher matcher = TRID.matcher(frame);
      if (matcher.find()) {
        assertTrue(trids.add(matcher.group(1)), "a clTRID came twice: " + matcher.group(1));
      }
      return frame;
    }
  }

  static String trid(String frame) {
    Matcher matcher = TRID.matcher(frame);
    assertTrue(matcher.find(), "no clTRID in " + frame);
    return matcher.group(1);
  }

  static String response(@Nullable String clTrid, int code, String data) {
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <epp xmlns="urn:ietf:params:xml:ns:epp-1.0"><response>
      <result code="%d"><msg>message %d</msg></result>%s
      <trID>%s<svTRID>S-1</svTRID></trID></response></epp>
    """
        .formatted(
            code,
            code,
            data.isEmpty() ? "" : "<resData>" + data + "</resData>",
            clTrid == null ? "" : "<clTRID>" + clTrid + "</clTRID>");
  }

  /** The data that answer a domain:info. */
  static String domain(String frame) {
    Matcher name = Pattern.compile("<domain:name[^>]*>([^<]+)<").matcher(frame);
    assertTrue(name.find(), "no domain in " + frame);
    return """
    <d:infData xmlns:d="urn:ietf:params:xml:ns:domain-1.0"><d:name>%s</d:name>
      <d:roid>D1-TEST</d:roid><d:registrant>OLD-R</d:registrant><d:clID>registrar1</d:clID></d:infData>
    """
        .formatted(name.group(1));
  }
}
