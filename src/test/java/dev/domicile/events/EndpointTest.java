package dev.domicile.events;

import static dev.domicile.ScriptedEndpoint.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.Await;
import dev.domicile.ScriptedEndpoint;
import dev.domicile.ScriptedEndpoint.Answer;
import dev.domicile.registry.epp.Authority;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deliveries to an endpoint that takes them, refuses them, or is not itself. */
class EndpointTest {

  private static final String SECRET = "a secret of the registrar";

  @TempDir Path folder;
  private ScriptedEndpoint endpoint;
  private Post post;

  @BeforeEach
  void start() throws Exception {
    endpoint = ScriptedEndpoint.start(request -> status(204));
    post = new Post(folder);
  }

  @AfterEach
  void stop() {
    post.close();
    endpoint.close();
  }

  private Destination here() {
    return new Destination.OfEndpoint(endpoint.address(), SECRET);
  }

  @Test
  void eachPostCarriesItsIdAndASignatureOverTimeAndBody() throws Exception {
    post.add("a.com", "1/1", "{\"name\":\"张三\"}").start(here()).awaitTaken("1/1");
    ScriptedEndpoint.Post sent = endpoint.posts().getFirst();
    assertEquals("id-1/1", sent.delivery());
    assertEquals("{\"name\":\"张三\"}", sent.body());
    assertTrue(sent.signature().matches("t=[0-9]{10},v1=[0-9a-f]{64}"), sent::signature);
    String time = sent.signature().substring(2, 12);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    byte[] expected = mac.doFinal((time + "." + sent.body()).getBytes(StandardCharsets.UTF_8));
    assertEquals(HexFormat.of().formatHex(expected), sent.signature().substring(16));
    assertTrue(Math.abs(System.currentTimeMillis() / 1000 - Long.parseLong(time)) < 60);
    assertEquals(List.of("1/1"), post.ended);
    assertEquals(List.of("taken"), post.results);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 307, 408, 429, 500, 502, 503})
  void whatIsNoLastWordIsAskedAgainUnderTheSameId(int code) {
    script(status(code), status(code));
    post.add("a.com", "1/1", "{}").start(here()).awaitTaken("1/1");
    assertEquals(3, endpoint.posts().size());
    assertTrue(endpoint.posts().stream().allMatch(p -> p.delivery().equals("id-1/1")));
    assertEquals(List.of("later", "later", "taken"), post.results);
  }

  @Test
  void anEndpointThatDropsHangsOrTalksForEverIsAskedAgain() throws Exception {
    post.close();
    post = new Post(folder, Post.settings(Duration.ofMillis(300), null));
    script(new Answer.Drop(), new Answer.Hang(), new Answer.Long(1 << 20));
    post.add("a.com", "1/1", "{}").start(here()).awaitTaken("1/1");
    assertTrue(endpoint.posts().size() >= 4, () -> "posts: " + endpoint.posts().size());
  }

  @Test
  void anEndpointThatIsAwayIsFoundBack() throws Exception {
    java.net.URI address = endpoint.address();
    endpoint.close();
    post.add("a.com", "1/1", "{}").start(new Destination.OfEndpoint(address, SECRET));
    Await.until("it was tried", () -> post.results.size() > 2);
    assertEquals(new Progress.Waiting("cannot be reached"), post.progress("1/1").orElseThrow());
    post.stop();
    endpoint = ScriptedEndpoint.start(request -> status(200));
    post.start(here()).awaitTaken("1/1");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 404, 410, 422})
  void aRefusalIsTheEndAndTheNextOfTheSubjectFollows(int code) {
    script(status(code));
    post.add("a.com", "1/1", "{}").add("a.com", "2/1", "{}").start(here()).awaitTaken("2/1");
    assertEquals(
        new Progress.Refused("HTTP " + code + ", delivery id-1/1"),
        post.progress("1/1").orElseThrow());
    assertEquals(List.of("1/1", "2/1"), post.ended);
  }

  @Test
  void aRefusalIsNoEndWhereNothingMayBeLost() {
    script(status(400), status(400));
    post.add("a.com", "1/1", "{}").start(here(), false).awaitTaken("1/1");
    assertEquals(List.of("refused", "refused", "taken"), post.results);
    assertEquals(List.of("1/1"), post.ended);
  }

  @Test
  void eachSubjectsDeliveriesComeInOrderWhateverFailsBetween() {
    java.util.Random random = new java.util.Random(7);
    endpoint.script(request -> random.nextInt(3) == 0 ? status(503) : status(200));
    for (int round = 0; round < 10; round++) {
      for (String subject : List.of("a.com", "b.com", "c.com")) {
        post.add(subject, subject + "/" + round, "{\"of\":\"" + subject + round + "\"}");
      }
    }
    post.start(here());
    post.awaitTaken("a.com/9", "b.com/9", "c.com/9");
    for (String subject : List.of("a.com", "b.com", "c.com")) {
      List<String> came =
          endpoint.posts().stream()
              .map(ScriptedEndpoint.Post::delivery)
              .filter(id -> id.contains(subject))
              .distinct()
              .toList();
      assertEquals(
          java.util.stream.IntStream.range(0, 10).mapToObj(i -> "id-" + subject + "/" + i).toList(),
          came);
      List<String> all =
          endpoint.posts().stream()
              .map(ScriptedEndpoint.Post::delivery)
              .filter(id -> id.contains(subject))
              .toList();
      assertEquals(all.stream().sorted().toList(), all, "none comes after a later one");
    }
  }

  @Test
  void oneThatIsNeverTakenDoesNotHoldUpTheOthers() {
    endpoint.script(request -> status(request.delivery().equals("id-0/0") ? 500 : 200));
    post.add("bad.com", "0/0", "{}");
    String[] others = new String[20];
    for (int i = 0; i < others.length; i++) {
      others[i] = "1/" + i;
      post.add(i + ".com", others[i], "{}");
    }
    post.start(here()).awaitTaken(others);
    assertEquals(new Progress.Waiting("HTTP 500"), post.progress("0/0").orElseThrow());
  }

  @Test
  void whatWasUnderWayAtTheEndOfTheProcessComesAgainUnderItsId() {
    CountDownLatch came = new CountDownLatch(1);
    endpoint.script(
        request -> {
          came.countDown();
          return new Answer.Hang();
        });
    post.add("a.com", "1/1", "{}").start(here());
    Await.until("it came", () -> came.getCount() == 0);
    post.close();
    assertEquals(List.of(), post.ended);
    endpoint.script(request -> status(200));
    post = new Post(folder).start(here());
    post.awaitTaken("1/1");
    assertEquals(
        List.of("id-1/1", "id-1/1"),
        endpoint.posts().stream().map(ScriptedEndpoint.Post::delivery).toList());
  }

  @Test
  void theWaitThatAnEndpointAsksForIsKept() {
    Pauses pauses =
        new Pauses(Duration.ofSeconds(1), Duration.ofSeconds(60), new java.util.Random(3));
    assertEquals(Duration.ofSeconds(30), pauses.after(0, Duration.ofSeconds(30)));
    assertEquals(Duration.ofSeconds(60), pauses.after(0, Duration.ofHours(5)), "and no longer");
    for (int before = 0; before < 40; before++) {
      Duration pause = pauses.after(before, Duration.ZERO);
      Duration full = Duration.ofSeconds(Math.min(60, 1L << Math.min(before, 10)));
      assertTrue(pause.compareTo(full) <= 0 && pause.multipliedBy(2).compareTo(full) >= 0);
    }
  }

  @Test
  void httpsIsSpokenToAnEndpointOfAnAuthorityThatIsKnownAndToNoOther() throws Exception {
    Authority authority = new Authority("the registrar");
    Path ca = folder.resolve("ca.pem");
    Authority.pem(ca, authority.certificate());
    endpoint.close();
    endpoint =
        ScriptedEndpoint.start(
            Authority.context(authority.issue("localhost", Duration.ofDays(1)), null),
            request -> status(200));
    post.add("a.com", "1/1", "{}").start(here());
    Await.until("it was tried", () -> !post.results.isEmpty());
    assertEquals(new Progress.Waiting("no secure connection"), post.progress("1/1").orElseThrow());
    assertEquals(List.of(), endpoint.posts());
    post.close();
    post = new Post(folder, Post.settings(Duration.ofSeconds(20), ca)).start(here());
    post.awaitTaken("1/1");
  }

  @Test
  void aBodyLiesSealedAndIsGoneAtTheAcknowledgement() {
    post.add("a.com", "1/1", "{\"name\":\"zhang san\"}");
    byte[] lying = sealed();
    assertTrue(lying.length > 0);
    assertTrue(!new String(lying, StandardCharsets.ISO_8859_1).contains("zhang"));
    post.start(here()).awaitTaken("1/1");
    assertEquals(0, sealed().length);
    post.database.run(sql -> post.outbox.forget(sql, Post.STREAM, "1/1"));
    assertTrue(post.progress("1/1").isEmpty());
  }

  private byte[] sealed() {
    return post.database.read(
        sql ->
            sql.row(
                    "SELECT sealed FROM outbox",
                    row -> Objects.requireNonNullElse(row.optionalBytes("sealed"), new byte[0]))
                .orElseThrow());
  }

  @Test
  void whatWaitsIsCounted() {
    post.add("a.com", "1/1", "{}").add("b.com", "1/2", "{}");
    assertEquals(2, waiting());
    assertInstanceOf(
        java.time.Instant.class,
        post.database.read(sql -> post.outbox.oldest(sql, Post.STREAM)).orElseThrow());
    post.start(here()).awaitTaken("1/1", "1/2");
    assertEquals(0, waiting());
    assertTrue(post.database.read(sql -> post.outbox.oldest(sql, Post.STREAM)).isEmpty());
  }

  private long waiting() {
    return post.database.read(sql -> post.outbox.waiting(sql, Post.STREAM, 1_000));
  }

  /** These answers in turn, and 200 from then on. */
  private void script(Answer... answers) {
    Iterator<Answer> turn = Arrays.asList(answers).iterator();
    endpoint.script(
        request -> {
          synchronized (turn) {
            return turn.hasNext() ? turn.next() : new Answer.Status(200, Map.of());
          }
        });
  }
}
