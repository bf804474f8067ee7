package dev.domicile.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Broken requests of every kind never break the service, and never learn anything from it. */
class FuzzTest {

  private static final List<String> PIECES =
      List.of(
          "%",
          "%00",
          "%FF",
          "%C3",
          "&",
          "=",
          "+",
          "\r\n",
          "\0",
          "<",
          "]]>",
          "\"",
          "中",
          "{0}",
          "..",
          "Signature=",
          "&Action=Fails",
          "DomainName.999999999999=x",
          "Format=XML",
          "HTTP/1.1");

  private final Rig rig = new Rig();
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
  void survivesMutatedRequests() throws IOException {
    long seed = Long.getLong("domicile.seed", System.nanoTime());
    System.out.println("FuzzTest seed " + seed);
    Random random = new Random(seed);
    RawClient valid = new RawClient(address);
    for (int i = 0; i < 5_000; i++) {
      byte[] request = mutate(valid(random).getBytes(StandardCharsets.UTF_8), random);
      if (i % 4 == 0) {
        overTheSocket(request, seed + "/" + i);
      } else {
        throughTheGateway(request, random, seed + "/" + i);
      }
      if (i % 50 == 0) {
        assertEquals(200, valid.send(valid(random)).receive().status());
      }
    }
    valid.close();
  }

  private void overTheSocket(byte[] request, String name) throws IOException {
    try (RawClient client = new RawClient(address)) {
      client.send(request).endOfRequest();
      while (!client.closedByServer()) {
        check(client.receive(), name);
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
        name);
  }

  private static void check(HttpResponse response, String name) {
    assertTrue(response.status() < 500, name + ": " + response.text());
    assertFalse(response.text().contains("Exception"), name + ": " + response.text());
    assertFalse(response.text().contains("\tat "), name + ": " + response.text());
    if (response.status() >= 400) {
      assertFalse(Errors.field(response, "Code").isEmpty(), name + ": " + response.text());
    }
  }

  private String valid(Random random) {
    Map<String, String> parameters =
        rig.parameters(Rig.SUBMIT, "ContactType", "registrant", "DomainName.1", "a.test");
    if (random.nextBoolean()) {
      return "GET /?" + Rig.form(Rig.signed("GET", parameters)) + " HTTP/1.1\r\nHost: h\r\n\r\n";
    }
    String form = Rig.form(Rig.signed("POST", parameters));
    return "POST / HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        + "Content-Length: "
        + form.length()
        + "\r\n\r\n"
        + form;
  }

  private static byte[] mutate(byte[] request, Random random) {
    byte[] mutated = request;
    for (int times = 1 + random.nextInt(4); times > 0; times--) {
      int at = random.nextInt(mutated.length + 1);
      mutated =
          switch (random.nextInt(4)) {
            case 0 -> insert(mutated, at, piece(random));
            case 1 -> insert(mutated, at, new byte[] {(byte) random.nextInt(256)});
            case 2 -> Arrays.copyOf(mutated, Math.max(1, at));
            default -> {
              byte[] changed = mutated.clone();
              changed[Math.min(at, changed.length - 1)] = (byte) random.nextInt(256);
              yield changed;
            }
          };
    }
    return mutated;
  }

  private static byte[] piece(Random random) {
    return PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] insert(byte[] into, int at, byte[] piece) {
    byte[] longer = Arrays.copyOf(into, into.length + piece.length);
    System.arraycopy(piece, 0, longer, at, piece.length);
    System.arraycopy(into, at, longer, at + piece.length, into.length - at);
    return longer;
  }
}
