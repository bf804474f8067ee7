package dev.domicile.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdminFrontTest {

  private final AtomicBoolean ready = new AtomicBoolean();
  private HttpFront front;
  private InetSocketAddress address;

  @BeforeEach
  void start() throws IOException {
    AdminFront pages =
        new AdminFront(
            Map.of(
                "/healthz", () -> AdminAnswer.text(200, "ok\n"),
                "/readyz",
                    () ->
                        ready.get()
                            ? AdminAnswer.text(200, "ready\n")
                            : AdminAnswer.text(503, "database: 中\n"),
                "/broken",
                    () -> {
                      throw new IllegalStateException("a bug of the test page");
                    }));
    HttpFrontSettings settings =
        HttpFrontSettings.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)).small();
    front = new HttpFront("admin", settings, pages);
    address = front.start();
  }

  @AfterEach
  void stop() {
    front.close();
  }

  @Test
  void servesItsPages() throws IOException {
    assertEquals("200 ok\n", ask("GET /healthz"));
    assertEquals("503 database: 中\n", ask("GET /readyz"));
    ready.set(true);
    assertEquals("200 ready\n", ask("GET /readyz?verbose"));
  }

  @Test
  void refusesOtherPathsAndMethods() throws IOException {
    assertEquals("404 not found\n", ask("GET /"));
    assertEquals("404 not found\n", ask("GET /healthz/"));
    assertEquals("405 GET only\n", ask("POST /healthz"));
    assertEquals("400 MalformedRequest\n", ask("GET /%zz"));
    assertEquals("414 RequestLineTooLong\n", ask("GET /healthz?" + "a".repeat(10_000)));
  }

  @Test
  void keepsABugOfAPageToTheLog() throws IOException {
    String answer = ask("GET /broken");
    assertTrue(answer.startsWith("500 "), answer);
    assertFalse(answer.contains("bug"), answer);
  }

  private String ask(String start) throws IOException {
    try (RawClient client = new RawClient(address)) {
      HttpResponse response = client.send(start + " HTTP/1.1\r\nHost: h\r\n\r\n").receive();
      assertEquals("text/plain;charset=utf-8", response.contentType());
      return response.status() + " " + response.text();
    }
  }
}
