package dev.domicile;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/** A receiver of posts on loopback that answers as it is told, or does not. */
public final class ScriptedEndpoint implements AutoCloseable {

  /** What came. */
  public record Post(String delivery, String signature, String body) {}

  /** What is done with it. */
  public sealed interface Answer {
    record Status(int code, Map<String, String> headers) implements Answer {}

    /** The connection is closed without a word. */
    record Drop() implements Answer {}

    /** Nothing is answered until the endpoint is closed. */
    record Hang() implements Answer {}

    /** An answer of so many bytes. */
    record Long(int bytes) implements Answer {}
  }

  private final HttpServer server;
  private final String scheme;
  private final List<Post> posts = new CopyOnWriteArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile Function<Post, Answer> script;

  private ScriptedEndpoint(HttpServer server, String scheme, Function<Post, Answer> script) {
    this.server = server;
    this.scheme = scheme;
    this.script = script;
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  public static ScriptedEndpoint start(Function<Post, Answer> script) throws IOException {
    return new ScriptedEndpoint(HttpServer.create(anyPort(), 0), "http", script);
  }

  public static ScriptedEndpoint start(SSLContext tls, Function<Post, Answer> script)
      throws IOException {
    HttpsServer server = HttpsServer.create(anyPort(), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    return new ScriptedEndpoint(server, "https", script);
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  public static Answer status(int code) {
    return new Answer.Status(code, Map.of());
  }

  public void script(Function<Post, Answer> other) {
    script = other;
  }

  public URI address() {
    return URI.create(
        scheme + "://localhost:" + server.getAddress().getPort() + "/records?to=rdap");
  }

  /** In the order in which they came. */
  public List<Post> posts() {
    return List.copyOf(posts);
  }

  private void answer(HttpExchange exchange) throws IOException {
    Post post =
        new Post(
            exchange.getRequestHeaders().getFirst("Domicile-Delivery"),
            exchange.getRequestHeaders().getFirst("Domicile-Signature"),
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    posts.add(post);
    switch (script.apply(post)) {
      case Answer.Status(int code, Map<String, String> headers) -> {
        headers.forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(code, -1);
      }
      case Answer.Drop drop -> {}
      case Answer.Hang hang -> awaitClosing();
      case Answer.Long(int bytes) -> {
        exchange.sendResponseHeaders(200, bytes);
        exchange.getResponseBody().write(new byte[bytes]);
      }
    }
    exchange.close();
  }

  private void awaitClosing() {
    try {
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
  }
}
