package dev.domicile.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Large requests share a limit over all connections; small ones always have room. */
class RequestMemoryTest {

  private static final int FREE = RequestMemory.NOT_COUNTED;

  private final Rig rig = new Rig();
  private HttpFront front;
  private InetSocketAddress address;

  @BeforeEach
  void start() throws IOException {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    front = new HttpFront("test", HttpFrontSettings.on(any).withInFlight(1 << 20), rig.gateway());
    address = front.start();
  }

  @AfterEach
  void stop() {
    front.close();
  }

  @Test
  void countsWhatIsOverTheFreePartUntilTheRequestEnds() {
    RequestMemory memory = new RequestMemory(1_000);
    RequestMemory.Share one = memory.share();
    RequestMemory.Share two = memory.share();
    assertTrue(one.grow(FREE));
    assertEquals(0, memory.held());
    assertTrue(one.grow(600));
    assertEquals(600, memory.held());
    assertTrue(two.grow(FREE + 400));
    assertFalse(two.grow(1));
    assertTrue(two.isRefused());
    assertEquals(1_000, memory.held());
    one.endOfRequest();
    assertFalse(two.grow(1), "what is lost of a request stays lost");
    two.endOfRequest();
    assertEquals(0, memory.held());
    assertTrue(two.grow(FREE + 1_000));
    two.endOfConnection();
    assertEquals(0, memory.held());
    assertFalse(two.grow(FREE + 1));
  }

  @Test
  void aRequestLineThatFindsNoRoomIsToldSo() throws IOException {
    try (RawClient hog = new RawClient(address)) {
      hog.send("GET /?" + "x".repeat(900_000));
      Await.until("the line is read", () -> front.held() > 800_000);
      try (RawClient large = new RawClient(address)) {
        HttpResponse refused = large.send(line(300_000)).receive();
        Errors.assertError(
            refused,
            503,
            "ServiceUnavailable",
            "The request has failed due to a temporary failure of the server.");
        assertTrue(large.closedByServer());
      }
      try (RawClient small = new RawClient(address)) {
        assertEquals(200, small.send(line(10)).receive().status());
      }
    }
    Await.until("the broken request is forgotten", () -> front.held() == 0);
    try (RawClient large = new RawClient(address)) {
      for (int i = 0; i < 5; i++) {
        assertEquals(200, large.send(line(900_000)).receive().status());
      }
      Await.until("answered requests are forgotten", () -> front.held() == 0);
    }
  }

  @Test
  void aBodyThatFindsNoRoomIsToldSoAfterItWasHeardOut() throws IOException {
    try (RawClient client = new RawClient(address)) {
      HttpResponse refused = client.send(body(2_000_000)).receive();
      assertEquals(503, refused.status(), refused::text);
      assertEquals("ServiceUnavailable", Errors.field(refused, "Code"));
      assertTrue(client.closedByServer());
    }
    Await.until("the refused request is forgotten", () -> front.held() == 0);
    try (RawClient client = new RawClient(address)) {
      assertEquals(200, client.send(body(900_000)).receive().status());
    }
  }

  private String line(int text) {
    return "GET /?"
        + Rig.form(Rig.signed("GET", rig.parameters("QueryTaskList", "Text", "x".repeat(text))))
        + " HTTP/1.1\r\nHost: h\r\n\r\n";
  }

  private String body(int text) {
    String form =
        Rig.form(Rig.signed("POST", rig.parameters("QueryTaskList", "Text", "x".repeat(text))));
    return "POST / HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        + "Content-Length: "
        + form.length()
        + "\r\n\r\n"
        + form;
  }
}
