package dev.domicile.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** HTTP through a real socket: every way to be refused carries the API's error body. */
class HttpFrontTest {

  private final Rig rig = new Rig();
  private HttpFront front;
  private InetSocketAddress address;

  @BeforeEach
  void start() throws IOException {
    start(HttpFrontSettings.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
  }

  private void start(HttpFrontSettings settings) throws IOException {
    front = new HttpFront("test", settings, rig.gateway());
    address = front.start();
  }

  @AfterEach
  void stop() {
    front.close();
  }

  @Test
  void answersAndKeepsTheConnection() throws IOException {
    try (RawClient client = client()) {
      for (int i = 0; i < 3; i++) {
        HttpResponse response = client.send(get(submit())).receive();
        assertEquals(200, response.status(), response::text);
        assertEquals("application/json;charset=utf-8", response.contentType());
        assertEquals(
            Errors.field(response, "RequestId"), response.headers().get("x-acs-request-id"));
        assertNull(response.headers().get("server"));
        assertNull(response.headers().get("content-encoding"));
        assertNull(response.headers().get("connection"));
      }
    }
  }

  @Test
  void answersPipelinedRequestsInOrder() throws IOException {
    try (RawClient client = client()) {
      client.send(get(submit()) + get(rig.parameters("QueryTaskList")) + get(submit()));
      assertFalse(Errors.field(client.receive(), "TaskNo").isEmpty());
      assertTrue(client.receive().text().contains("TaskInfo"));
      assertFalse(Errors.field(client.receive(), "TaskNo").isEmpty());
    }
  }

  @Test
  void answersHttp10AndCloses() throws IOException {
    try (RawClient client = client()) {
      String query = Rig.form(Rig.signed("GET", submit()));
      HttpResponse response = client.send("GET /?" + query + " HTTP/1.0\r\n\r\n").receive();
      assertEquals(200, response.status(), response::text);
      assertTrue(client.closedByServer());
    }
  }

  @Test
  void takesAPostWithoutContentLengthAsTheSdksSendIt() throws IOException {
    try (RawClient client = client()) {
      String query = Rig.form(Rig.signed("POST", submit()));
      String head =
          "POST /?"
              + query
              + " HTTP/1.1\r\nHost: h\r\nAccept-Encoding: gzip\r\n"
              + "Content-Type: application/x-www-form-urlencoded\r\n\r\n";
      assertEquals(200, client.send(head).receive().status());
    }
  }

  @Test
  void takesAFormBodyWholeAndInChunks() throws IOException {
    try (RawClient client = client()) {
      assertEquals(
          200, client.send(post(Rig.form(Rig.signed("POST", submit())))).receive().status());
      String form = Rig.form(Rig.signed("POST", submit()));
      StringBuilder chunks = new StringBuilder(chunkedHead());
      for (int i = 0; i < form.length(); i += 50) {
        chunk(form.substring(i, Math.min(i + 50, form.length())), chunks);
      }
      HttpResponse response = client.send(chunks.append("0\r\n\r\n").toString()).receive();
      assertEquals(200, response.status(), response::text);
    }
  }

  @Test
  void takesARequestLineOfMegabytes() throws IOException {
    Map<String, String> parameters = submit();
    for (int i = 2; i <= 100_000; i++) {
      parameters.put("DomainName." + i, "name-number-" + i + ".example");
    }
    String query = Rig.form(Rig.signed("POST", parameters));
    assertTrue(query.length() > 4_000_000, "only " + query.length());
    try (RawClient client = client()) {
      HttpResponse response =
          client
              .send("POST /?" + query + " HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n")
              .receive();
      assertEquals(200, response.status(), response::text);
    }
  }

  @Test
  void refusesOtherPathsAndMethods() throws IOException {
    for (String path : List.of("/x", "/index.html", "/x/", "/%41", "/favicon.ico")) {
      assertRefused(
          404,
          "InvalidAction.NotFound",
          "GET " + path + "?Format=json HTTP/1.1\r\nHost: h\r\n\r\n");
    }
    for (String method : List.of("PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "BREW")) {
      assertRefused(
          405, "UnsupportedHTTPMethod", method + " /?Format=json HTTP/1.1\r\nHost: h\r\n\r\n");
    }
    for (String target : List.of("OPTIONS *", "CONNECT h:80")) {
      try (RawClient client = client()) {
        HttpResponse response = client.send(target + " HTTP/1.1\r\nHost: h:80\r\n\r\n").receive();
        assertEquals("UnsupportedHTTPMethod", Errors.field(response, "Code"), target);
      }
    }
    try (RawClient client = client()) {
      client.send("HEAD /?Format=json HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
      assertEquals("GET, POST", headersOnly(client).get("allow"));
      assertTrue(client.closedByServer());
    }
  }

  @Test
  void refusesABodyOverTheLimitHoweverItIsFramed() throws IOException {
    String form = "Format=JSON&Text=" + "a".repeat(20 << 20);
    assertRefused(413, "RequestBodyTooLarge", post(form));
    StringBuilder chunks = new StringBuilder(chunkedHead());
    chunk(form, chunks);
    assertRefused(413, "RequestBodyTooLarge", chunks.append("0\r\n\r\n").toString());
    assertRefused(
        413,
        "RequestBodyTooLarge",
        "POST /?Format=JSON HTTP/1.1\r\nHost: h\r\nContent-Length: 20000000\r\n"
            + "Expect: 100-continue\r\n\r\n");
  }

  @Test
  void takesABodyOfExactlyTheLimit() throws IOException {
    Map<String, String> parameters = submit();
    parameters.put("Text", "");
    String empty = Rig.form(Rig.signed("POST", parameters));
    // the signature's length in the form varies with its characters
    for (int missing = (8 << 20) - empty.length() - 20; ; missing++) {
      parameters.put("Text", "x".repeat(missing));
      String form = Rig.form(Rig.signed("POST", parameters));
      if (form.length() == 8 << 20) {
        try (RawClient client = client()) {
          HttpResponse response = client.send(post(form)).receive();
          assertEquals(200, response.status(), response::text);
        }
        assertRefused(413, "RequestBodyTooLarge", post(form + "&"));
        return;
      }
    }
  }

  @Test
  void refusesARequestLineOverTheLimit() throws IOException {
    String target = "/?Format=JSON&Text=" + "a".repeat(8 << 20);
    assertRefused(414, "RequestLineTooLong", "GET " + target + " HTTP/1.1\r\nHost: h\r\n\r\n");
    try (RawClient client = client()) {
      String endless = "GET /?Format=JSON&Text=" + "a".repeat(10 << 20);
      HttpResponse response = client.sendAsFarAsTaken(endless).receive();
      Errors.assertError(response, 414, "RequestLineTooLong", "The request line is too long.");
    }
  }

  @Test
  void refusesAHeaderOverTheLimit() throws IOException {
    String start = "GET /?Format=JSON HTTP/1.1\r\nHost: h\r\n";
    assertRefused(431, "RequestHeaderTooLarge", start + "X: " + "a".repeat(65_536) + "\r\n\r\n");
    assertRefused(
        431, "RequestHeaderTooLarge", start + "X: aaaaaaaaaaaa\r\n".repeat(5_000) + "\r\n");
    try (RawClient client = client()) {
      HttpResponse response =
          client.sendAsFarAsTaken(start + "X: " + "a".repeat(10 << 20)).receive();
      Errors.assertError(
          response, 431, "RequestHeaderTooLarge", "The header of the request is too large.");
    }
    String query = Rig.form(Rig.signed("GET", submit()));
    try (RawClient client = client()) {
      client.send(
          "GET /?" + query + " HTTP/1.1\r\nHost: h\r\nX: " + "a".repeat(60_000) + "\r\n\r\n");
      assertEquals(200, client.receive().status());
    }
  }

  @Test
  void refusesWhatIsNotHttp() throws IOException {
    for (String request :
        List.of(
            "hello\r\n\r\n",
            "GET\r\n\r\n",
            "GET /\r\n\r\n",
            "GET / HTTP/9.9\r\nHost: h\r\n\r\n",
            "GET / FTP/1.1\r\nHost: h\r\n\r\n",
            "G\u0001T / HTTP/1.1\r\nHost: h\r\n\r\n",
            "GET / HTTP/1.1\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
            "GET / HTTP/1.1\r\nHost h\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: h\r\nX : y\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: h\r\n folded\r\n\r\n",
            "GET /%zz HTTP/1.1\r\nHost: h\r\n\r\n",
            "GET /%2e%2e HTTP/1.1\r\nHost: h\r\n\r\n",
            "GET /a%2fb HTTP/1.1\r\nHost: h\r\n\r\n",
            "GET /?a=b#c HTTP/1.1\r\nHost: h\r\n\r\n",
            "GET /?a=b c HTTP/1.1\r\nHost: h\r\n\r\n",
            "GET http://other/ HTTP/1.1\r\nHost: h\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: x\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
            "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            "GET / HTTP/1.1\r\nHost: h\r\nExpect: miracles\r\n\r\n")) {
      try (RawClient client = client()) {
        HttpResponse response = client.send(request).receive();
        Errors.assertError(
            response, 400, "MalformedRequest", "The request is not well-formed HTTP.");
        assertEquals("text/xml;charset=utf-8", response.contentType(), request);
      }
    }
    try (RawClient client = client()) {
      client.send(new byte[] {22, 3, 1, 2, 0, 1, 0, 1, (byte) 0xFC, 3, 3, 10, 13, 10});
      assertEquals(400, client.receive().status());
    }
  }

  @Test
  void servesNothingUnderAnotherSpellingOfTheRoot() throws IOException {
    String query = Rig.form(Rig.signed("GET", submit()));
    for (String path :
        List.of("//", "/.", "/./", "/%2e", "/%2e/x", "/x/..", "/;a=b", "/%2f", "/?")) {
      try (RawClient client = client()) {
        client.send("GET " + path + "?" + query + " HTTP/1.1\r\nHost: h\r\n\r\n");
        HttpResponse response = client.receive();
        assertTrue(response.status() == 400 || response.status() == 404, path);
        assertFalse(Errors.field(response, "Code").isEmpty(), path);
      }
    }
  }

  @Test
  void refusesBrokenHttpInTheFormatThatCouldBeRead() throws IOException {
    assertRefused(400, "MalformedRequest", "GET /?a=b&Format=JSON HTTP/1.1\r\n\r\n");
    assertRefused(
        400,
        "MalformedRequest",
        "POST /?Format=json HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");
  }

  @Test
  void refusesRawTextThatIsNotUtf8() throws IOException {
    String query = Rig.form(Rig.signed("GET", submit()));
    for (byte[] bad : List.of(new byte[] {(byte) 0xFF}, new byte[] {(byte) 0xC3, '('})) {
      try (RawClient client = client()) {
        client.send("GET /?" + query + "&City=").send(bad);
        HttpResponse response = client.send("&a=b HTTP/1.1\r\nHost: h\r\n\r\n").receive();
        assertEquals(400, response.status(), response::text);
        assertEquals("ParameterIllegal", Errors.field(response, "Code"), response::text);
      }
    }
  }

  @Test
  void takesRawUtf8InTheQuery() throws IOException {
    Map<String, String> signed = Rig.signed("GET", rig.parameters("QueryTaskList", "Text", "中😀"));
    String query = Rig.form(signed).replace("%E4%B8%AD%F0%9F%98%80", "中😀");
    try (RawClient client = client()) {
      HttpResponse response =
          client.send("GET /?" + query + " HTTP/1.1\r\nHost: h\r\n\r\n").receive();
      assertEquals(200, response.status(), response::text);
      assertTrue(response.text().contains("中😀"));
    }
  }

  @Test
  void tellsTheHostThatWasCalled() throws IOException {
    try (RawClient client = client()) {
      HttpResponse response =
          client.send("GET /x?Format=JSON HTTP/1.1\r\nHost: domain.example:8080\r\n\r\n").receive();
      assertEquals("domain.example:8080", Errors.field(response, "HostId"));
    }
  }

  @Test
  void givesUpOnABodyThatDoesNotCome() throws IOException {
    stop();
    start(
        HttpFrontSettings.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .withIdle(Duration.ofMillis(300)));
    assertRefused(
        408,
        "RequestTimeout",
        "POST /?Format=JSON HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nabc");
  }

  @Test
  void shrugsOffClientsThatHangUp() throws IOException {
    String whole = post(Rig.form(Rig.signed("POST", submit())));
    for (int sent : List.of(1, 10, 60, 150, whole.length() - 1, whole.length())) {
      try (RawClient client = client()) {
        client.send(whole.substring(0, sent));
      }
    }
    try (RawClient client = client()) {
      assertEquals(200, client.send(get(submit())).receive().status());
    }
  }

  @Test
  void answersAnErrorOfTheMachineToo() throws IOException {
    stop();
    rig.operations.add(
        new Rig.TestOperation(
            "Overflows",
            Set.of(Version.values()),
            false,
            call -> {
              throw new StackOverflowError("of the test operation");
            }));
    start(HttpFrontSettings.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
    assertRefused(500, "InternalError", get(rig.parameters("Overflows")));
  }

  @Test
  void answersManyAtOnce() throws Exception {
    List<String> requests = IntStream.range(0, 400).mapToObj(i -> get(submit())).toList();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> statuses =
          requests.stream()
              .map(
                  request ->
                      threads.submit(
                          () -> {
                            try (RawClient client = client()) {
                              return client.send(request).receive().status();
                            }
                          }))
              .toList();
      for (Future<Integer> status : statuses) {
        assertEquals(200, status.get(30, TimeUnit.SECONDS));
      }
    }
  }

  @Test
  void aSlowOperationHoldsNobodyUp() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    stop();
    rig.operations.add(slow(new CountDownLatch(1), release));
    start(HttpFrontSettings.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
    List<RawClient> slow = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      slow.add(client().send(get(rig.parameters("Slow"))));
    }
    try (RawClient client = client()) {
      assertEquals(200, client.send(get(submit())).receive().status());
    }
    release.countDown();
    for (RawClient client : slow) {
      assertEquals(200, client.receive().status());
      client.close();
    }
  }

  @Test
  void saysInOneLineThatThePortIsInUse() {
    HttpFront second = new HttpFront("test", HttpFrontSettings.on(address), rig.gateway());
    IOException refused = assertThrows(IOException.class, second::start);
    assertTrue(
        refused.getMessage().startsWith("cannot listen on 127.0.0.1:" + address.getPort() + ": "),
        refused.getMessage());
    assertEquals(1, refused.getMessage().lines().count());
  }

  @Test
  void letsARequestUnderWayEndWhenItStops() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    stop();
    rig.operations.add(slow(inside, release));
    start(HttpFrontSettings.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
    try (RawClient client = client();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      client.send(get(rig.parameters("Slow")));
      assertTrue(inside.await(20, TimeUnit.SECONDS));
      Future<?> stopping = threads.submit(front::close);
      release.countDown();
      assertEquals(200, client.receive().status());
      stopping.get(20, TimeUnit.SECONDS);
      assertThrows(IOException.class, this::client);
    }
  }

  private Map<String, String> submit() {
    return rig.parameters(Rig.SUBMIT, "ContactType", "registrant", "DomainName.1", "a.test");
  }

  /** Says that it has begun, and ends when it is let. */
  private static Operation slow(CountDownLatch begun, CountDownLatch release) {
    return new Rig.TestOperation(
        "Slow",
        Set.of(Version.values()),
        false,
        call -> {
          begun.countDown();
          try {
            assertTrue(release.await(20, TimeUnit.SECONDS));
          } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
          }
          return Answer.ok(Tree.object());
        });
  }

  private RawClient client() throws IOException {
    return new RawClient(address);
  }

  private void assertRefused(int status, String code, String request) throws IOException {
    try (RawClient client = client()) {
      HttpResponse response = client.send(request).receive();
      assertEquals(code, Errors.field(response, "Code"), response::text);
      assertEquals(status, response.status());
      assertEquals("application/json;charset=utf-8", response.contentType());
      assertFalse(response.text().contains("jetty"), response.text());
      assertNull(response.headers().get("server"));
    }
  }

  private static Map<String, String> headersOnly(RawClient client) throws IOException {
    return client.receiveHead().headers();
  }

  private static String get(Map<String, String> parameters) {
    String query = Rig.form(Rig.signed("GET", parameters));
    return "GET /?" + query + " HTTP/1.1\r\nHost: domain.example\r\n\r\n";
  }

  private static String post(String form) {
    return "POST / HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        + "Content-Length: "
        + form.length()
        + "\r\n\r\n"
        + form;
  }

  private static String chunkedHead() {
    return "POST / HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        + "Transfer-Encoding: chunked\r\n\r\n";
  }

  private static void chunk(String text, StringBuilder out) {
    out.append(Integer.toHexString(text.length())).append("\r\n").append(text).append("\r\n");
  }
}
