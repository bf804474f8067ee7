package dev.domicile.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.fuzz.RequestFuzz;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Broken requests of every kind never break the service, and never learn anything from it. */
class FuzzTest {

  private static final int REQUESTS = 5_000;

  private final Rig rig = new Rig().withEndlessWindow();
  private final Gateway gateway = rig.gateway();
  private HttpFront front;
  private InetSocketAddress address;

  @BeforeEach
  void start() throws IOException {
    HttpFrontSettings settings =
        HttpFrontSettings.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    front = new HttpFront("test", settings, gateway);
    address = front.start();
  }

  @AfterEach
  void stop() {
    front.close();
  }

  @Test
  void survivesStrangeRequests() throws IOException {
    long seed = Long.getLong("domicile.seed", System.nanoTime());
    System.out.println("FuzzTest seed " + seed);
    Random random = new Random(seed);
    RequestFuzz fuzz = new RequestFuzz(seed, this::signed);
    Map<Integer, Integer> statuses = new TreeMap<>();
    RawClient valid = new RawClient(address);
    for (int i = 0; i < REQUESTS; i++) {
      byte[] request = fuzz.next();
      String name = "seed " + seed + ", request " + i;
      if (i % 4 == 0) {
        throughTheGateway(request, random, name);
      } else {
        overTheSocket(request, name, statuses);
      }
      if (i % 50 == 0) {
        HttpResponse good = valid.send(fuzz.valid()).receive();
        assertEquals(200, good.status(), () -> name + ": " + good.text());
      }
    }
    valid.close();
    assertTrue(statuses.getOrDefault(200, 0) > 20, "some come through: " + statuses);
    assertTrue(statuses.getOrDefault(400, 0) > 500, "most are refused: " + statuses);
    assertEquals(0, front.held(), "octets of requests that have ended");
  }

  /** The test operation that fails is a bug on purpose. */
  private String signed(String method, Map<String, String> parameters) {
    Map<String, String> all = rig.parameters("QueryTaskList");
    // numbers in turn could be hit upon by a change of a digit, and a good request find its own
    // used
    all.put("SignatureNonce", UUID.randomUUID().toString());
    all.putAll(parameters);
    return Rig.form(Rig.signed(method, all));
  }

  private void overTheSocket(byte[] request, String name, Map<Integer, Integer> statuses)
      throws IOException {
    try (RawClient client = new RawClient(address)) {
      client.send(request).endOfRequest();
      boolean bodies = !new String(request, StandardCharsets.ISO_8859_1).contains("HEAD ");
      while (!client.closedByServer()) {
        HttpResponse response = bodies ? client.receive() : client.receiveHead();
        check(response, bodies, name);
        statuses.merge(response.status(), 1, Integer::sum);
        if (!bodies) {
          return;
        }
      }
    } catch (SocketException reset) {
      // the server has closed on what it had not read
    }
  }

  /** Whatever the web server would still have refused. */
  private void throughTheGateway(byte[] request, Random random, String name) {
    String text = new String(request, StandardCharsets.UTF_8);
    int split = random.nextInt(text.length() + 1);
    Map<String, List<String>> headers =
        Map.of("Content-Type", List.of("application/x-www-form-urlencoded"));
    check(
        gateway.answer(
            Rig.request("POST", "/", text.substring(0, split), headers, text.substring(split))),
        true,
        name);
  }

  private static void check(HttpResponse response, boolean bodies, String name) {
    assertTrue(response.status() < 500, name + ": " + response.text());
    assertFalse(response.text().contains("Exception"), name + ": " + response.text());
    assertFalse(response.text().contains("\tat "), name + ": " + response.text());
    assertNull(response.headers().get("content-encoding"), name);
    if (response.status() >= 400 && bodies) {
      assertFalse(Errors.field(response, "Code").isEmpty(), name + ": " + response.text());
    }
  }
}
