package dev.domicile.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.account.Caller;
import dev.domicile.api.ThrottleSettings.Rate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Throttling by key, account and address: by counts, on a clock that the test moves. */
class RateThrottleTest {

  private static final long MILLI = 1_000_000;
  private static final Rate ANY = new Rate(0, 1);
  private static final Caller ONE = new Caller(1, "one", "key-1");
  private static final Caller SIBLING = new Caller(1, "one", "key-2");
  private static final Caller OTHER = new Caller(2, "other", "key-3");

  private final Rig rig = new Rig();
  private long nanos = -5_000_000_000L;

  @Test
  void aKeyHasItsBurstAndThenItsRate() {
    RateThrottle throttle = throttle(new Rate(100, 200), ANY, ANY);
    assertEquals(200, passes(throttle, ONE, 1_000));
    assertEquals(10, wait(throttle, ONE));
    nanos += 10 * MILLI;
    assertEquals(1, passes(throttle, ONE, 10));
    nanos += 1_000 * MILLI;
    assertEquals(100, passes(throttle, ONE, 1_000));
    nanos += 60_000 * MILLI;
    assertEquals(200, passes(throttle, ONE, 1_000));
  }

  @Test
  void aKeyLeavesItsSiblingsPartOfTheAccountsBudget() {
    RateThrottle throttle = throttle(new Rate(100, 200), new Rate(200, 400), ANY);
    assertEquals(200, passes(throttle, ONE, 10_000));
    assertEquals(200, passes(throttle, SIBLING, 10_000));
    assertEquals(200, passes(throttle, OTHER, 10_000));
  }

  @Test
  void whatTheAccountRefusesCostsTheKeyNothing() {
    RateThrottle throttle = throttle(new Rate(10, 10), new Rate(1, 5), ANY);
    assertEquals(5, passes(throttle, ONE, 1_000));
    assertEquals(1_000, wait(throttle, ONE));
    nanos += 4_000 * MILLI;
    assertEquals(4, passes(throttle, ONE, 1_000));
  }

  @Test
  void aFloodOfOneAccountLeavesAnotherItsBudget() {
    RateThrottle throttle = throttle(new Rate(100, 200), new Rate(200, 400), ANY);
    int flood = 0;
    int passed = 0;
    for (int milli = 0; milli < 10_000; milli++) {
      nanos += MILLI;
      flood += passes(throttle, ONE, 20);
      passed += milli % 20 == 0 ? passes(throttle, OTHER, 1) : 0;
    }
    assertEquals(500, passed);
    assertEquals(200 + 999, flood, "its burst, and 100 a second from then on");
  }

  @Test
  void zeroStandsForAnyNumber() {
    RateThrottle throttle = throttle(ANY, ANY, ANY);
    assertEquals(100_000, passes(throttle, ONE, 100_000));
    assertEquals(Optional.empty(), throttle.unproven("192.0.2.1"));
  }

  @Test
  void anAddressHasABudgetOfFailures() {
    RateThrottle throttle = throttle(ANY, ANY, new Rate(1, 3));
    assertEquals(3, failures(throttle, "192.0.2.1", 10));
    assertEquals(3, failures(throttle, "192.0.2.2", 10));
    assertEquals(3, failures(throttle, "2001:db8:1:2::1", 10));
    assertEquals(0, failures(throttle, "2001:db8:1:2:ffff::9%eth0", 10));
    assertEquals(3, failures(throttle, "2001:db8:1:3::1", 10));
    assertEquals(3, failures(throttle, "no address", 10));
    Refusal refusal = throttle.unproven("192.0.2.1").orElseThrow();
    assertEquals("Throttling", refusal.codeText());
    assertEquals(1_000, refusal.retryAfter());
  }

  @Test
  void exactlyTheBurstPassesHoweverManyAskAtOnce() throws Exception {
    TokenBuckets<String> buckets = new TokenBuckets<>(new Rate(1, 1_000), 10);
    AtomicInteger passed = new AtomicInteger();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 8; i++) {
        threads.execute(
            () -> {
              for (int n = 0; n < 1_000; n++) {
                passed.addAndGet(buckets.take("key", 0) == 0 ? 1 : 0);
              }
            });
      }
      threads.shutdown();
      assertTrue(threads.awaitTermination(60, TimeUnit.SECONDS));
    }
    assertEquals(1_000, passed.get());
  }

  @Test
  void bucketsAreBoundedAndForgetNothingThatMatters() {
    TokenBuckets<Integer> buckets = new TokenBuckets<>(new Rate(10, 2), 100);
    long now = 0;
    for (int name = 0; name < 1_000; name++) {
      assertEquals(name < 100 || name < 102 ? 0 : 1, Long.signum(buckets.take(name, now)));
    }
    assertEquals(100, buckets.size());
    assertEquals(0, buckets.take(7, now), "its second");
    assertTrue(buckets.take(7, now) > 0);
    now += 2_000 * MILLI;
    assertEquals(0, buckets.take(5_000, now));
    assertEquals(1, buckets.size());
  }

  @Test
  void theRefusalSaysWhenToComeBack() {
    rig.throttle = throttle(new Rate(2, 1), ANY, ANY);
    Gateway gateway = rig.gateway();
    assertNull(query(gateway, "testsecret").headers().get("x-acs-retry-after"));
    HttpResponse response = query(gateway, "testsecret");
    Errors.assertError(
        response, 400, "Throttling.User", "Request was denied due to user flow control.");
    assertEquals("500", response.headers().get("x-acs-retry-after"));
    nanos += 500 * MILLI;
    assertEquals(200, query(gateway, "testsecret").status());
  }

  @Test
  void whatProvesNothingSpendsItsAddressBudgetOnly() {
    rig.throttle = throttle(new Rate(1, 2), new Rate(1, 2), new Rate(1, 3));
    Gateway gateway = rig.gateway();
    for (int i = 0; i < 3; i++) {
      assertEquals("SignatureDoesNotMatch", Errors.field(query(gateway, "wrong"), "Code"));
    }
    for (int i = 0; i < 50; i++) {
      HttpResponse response = query(gateway, "wrong");
      assertEquals("Throttling", Errors.field(response, "Code"));
      assertEquals("1000", response.headers().get("x-acs-retry-after"));
    }
    assertEquals(200, query(gateway, "testsecret").status(), "good ones of that address pass");
    assertEquals(200, query(gateway, "testsecret").status());
    assertEquals("Throttling.User", Errors.field(query(gateway, "testsecret"), "Code"));
  }

  @Test
  void whatIsThrottledTakesNoPlaceAmongTheNonces() {
    rig.settings = new GatewaySettings(rig.settings.timestampWindow(), 1_000, 1_000, 10);
    rig.throttle = throttle(new Rate(1, 5), ANY, ANY);
    Gateway gateway = rig.gateway();
    for (int i = 0; i < 100; i++) {
      String code = Errors.field(query(gateway, "testsecret"), "Code");
      assertEquals(i < 5 ? "" : "Throttling.User", code);
    }
    nanos += 1_000 * MILLI;
    assertEquals(200, query(gateway, "testsecret").status());
  }

  @Test
  void aReplayIsToldSoAndCostsTheAccountNothing() {
    rig.throttle = throttle(new Rate(1, 2), ANY, ANY);
    Gateway gateway = rig.gateway();
    HttpRequest request = Rig.signedGet(rig.parameters("QueryTaskList"));
    assertEquals(200, gateway.answer(request).status());
    for (int i = 0; i < 10; i++) {
      assertEquals("SignatureNonceUsed", Errors.field(gateway.answer(request), "Code"));
    }
    assertEquals(200, query(gateway, "testsecret").status());
  }

  private HttpResponse query(Gateway gateway, String secret) {
    Map<String, String> parameters = rig.parameters("QueryTaskList");
    return gateway.answer(Rig.get(Rig.form(Rig.signed("GET", parameters, secret))));
  }

  private RateThrottle throttle(Rate key, Rate account, Rate failures) {
    return new RateThrottle(new ThrottleSettings(key, account, failures), () -> nanos);
  }

  private static int passes(RateThrottle throttle, Caller caller, int tries) {
    int passed = 0;
    for (int i = 0; i < tries; i++) {
      passed += throttle.refusal(caller, "QueryTaskList").isEmpty() ? 1 : 0;
    }
    return passed;
  }

  private static int failures(RateThrottle throttle, String address, int tries) {
    int told = 0;
    for (int i = 0; i < tries; i++) {
      told += throttle.unproven(address).isEmpty() ? 1 : 0;
    }
    return told;
  }

  private static int wait(RateThrottle throttle, Caller caller) {
    return throttle.refusal(caller, "QueryTaskList").orElseThrow().retryAfter();
  }
}
