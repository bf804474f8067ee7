package dev.domicile.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.domicile.account.Caller;
import dev.domicile.api.Answer;
import dev.domicile.api.ErrorCode;
import dev.domicile.registry.sandbox.SampleDomains;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that lost the answer to its submit asks again under the same ClientToken. */
class ClientTokenTest {

  @TempDir Path folder;
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
  private final Instant began = Instant.now();
  private final InstantSource clock = () -> began.plus(ahead.get());
  private final List<String> names = SampleDomains.names(2);
  private Rig rig;

  @BeforeEach
  void open() throws Exception {
    rig = new Rig(folder, clock, 2);
  }

  @AfterEach
  void close() throws Exception {
    rig.close();
  }

  private Map<String, String> asked(String token, String... names) {
    Map<String, String> all = new TreeMap<>(Rig.sample("registrant", List.of(names)));
    all.put("ClientToken", token);
    return all;
  }

  private ErrorCode refused(Map<String, String> parameters) {
    Answer answer = rig.call(rig.submit, Rig.OWNER, parameters);
    return assertInstanceOf(Answer.Refused.class, answer).refusal().code();
  }

  @Test
  void theSameAgainGetsTheSameTaskNoThoughItsDomainsAreBusyNow() {
    String first = rig.submitted(asked("t", names.get(0)));
    assertEquals(first, rig.submitted(asked("t", names.get(0))));
    assertEquals(
        ErrorCode.TASK_IS_BEING_PROCESSED, refused(Rig.sample("registrant", names)), "one task");
    assertEquals(1, tasks());
  }

  @Test
  void whoAsksInWhichLanguageIsNoPartOfTheContent() {
    String first = rig.submitted(asked("t", names.get(0)));
    Map<String, String> again = asked("t", names.get(0));
    again.put("Lang", "zh");
    again.put("UserClientIp", "192.0.2.1");
    assertEquals(first, rig.submitted(again));
  }

  @Test
  void theSameTokenWithOtherContentIsRefusedAndStoresNothing() {
    rig.submitted(asked("t", names.get(0)));
    assertEquals(ErrorCode.IDEMPOTENT_PARAMETER_MISMATCH, refused(asked("t", names.get(1))));
    Map<String, String> lock =
        Map.of("DomainName.1", names.get(0), "Status", "true", "ClientToken", "t");
    Answer other = rig.call(rig.lock, Rig.OWNER, lock);
    assertEquals(
        ErrorCode.IDEMPOTENT_PARAMETER_MISMATCH,
        assertInstanceOf(Answer.Refused.class, other).refusal().code());
    assertEquals(1, tasks());
  }

  @Test
  void aRefusedSubmitKeepsNoToken() {
    assertEquals(ErrorCode.DOMAIN_NOT_EXIST, refused(asked("t", "nobodys.test")));
    rig.submitted(asked("t", names.get(0)));
  }

  @Test
  void aTokenIsItsAccountsAlone() {
    rig.submitted(asked("t", names.get(0)));
    Answer theirs = rig.call(rig.submit, new Caller(99, "other", "key"), asked("t", names.get(0)));
    assertEquals(
        ErrorCode.DOMAIN_NOT_EXIST,
        assertInstanceOf(Answer.Refused.class, theirs).refusal().code());
  }

  @Test
  void aTokenIsGoodForADay() {
    String first = rig.submitted(asked("t", names.get(0)));
    ahead.set(Duration.ofHours(24).minusMillis(1));
    rig.tokens.sweep();
    assertEquals(first, rig.submitted(asked("t", names.get(0))));
    ahead.set(Duration.ofHours(24));
    assertNotEquals(first, rig.submitted(asked("t", names.get(1))));
    ahead.set(Duration.ofHours(48));
    rig.tokens.sweep();
    assertEquals(
        0L, rig.database.<Long>read(sql -> sql.number("SELECT count(*) AS n FROM client_token")));
  }

  @Test
  void aTokenHasAForm() {
    for (String bad : List.of("a b", "x".repeat(65), "令牌")) {
      assertEquals(ErrorCode.PARAMETER_ILLEGAL, refused(asked(bad, names.get(0))), bad);
    }
  }

  @Test
  void ofManyAtTheSameMomentOneIsTaken() throws Exception {
    Set<String> told = new HashSet<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<String> one = () -> rig.submitted(asked("t", names.get(0)));
      for (var answer : threads.invokeAll(java.util.Collections.nCopies(20, one))) {
        told.add(answer.get());
      }
    }
    assertEquals(1, told.size());
    assertEquals(1, tasks());
  }

  private long tasks() {
    return rig.database.<Long>read(sql -> sql.number("SELECT count(*) AS n FROM task"));
  }
}
