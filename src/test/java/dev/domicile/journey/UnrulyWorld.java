package dev.domicile.journey;

import dev.domicile.registry.sandbox.ContactCard;
import dev.domicile.registry.sandbox.Fault;
import dev.domicile.registry.sandbox.HeldContact;
import dev.domicile.registry.sandbox.HeldDomain;
import dev.domicile.registry.sandbox.SampleDomains;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** A registry, its troubles, and everybody who changes its domains; all by one seed. */
final class UnrulyWorld implements AutoCloseable {

  private static final String TRANSFER = "clientTransferProhibited";
  private static final String UPDATE = "clientUpdateProhibited";
  private static final String PENDING = "pendingUpdate";
  private static final List<String> ROLES = List.of("registrant", "admin", "tech", "billing");
  private static final Duration STEP = Duration.ofMillis(1);

  private final List<String> names =
      SampleDomains.names(Lab.DOMAINS).stream().filter(name -> name.endsWith(".test")).toList();
  private final Random random;
  private final boolean ignores;
  private final boolean lifts;
  private final boolean crashes;
  private final boolean meddles;
  private final double trouble;
  private final Lab near;
  private final Service service;
  private final Set<String> submitted = new HashSet<>();
  private final Map<String, Seen> seen = new ConcurrentHashMap<>();
  private volatile boolean quiet = true;
  private Thread others = Thread.currentThread();
  private Asked asked = new Asked("", "", false, "");

  /** What the present task wants: a contact by its name, or a lock. */
  private record Asked(String role, String contact, boolean lock, String taskNo) {

    boolean isLockTask() {
      return role.isEmpty();
    }
  }

  /** One domain since the present task was submitted. */
  private static final class Seen {
    private final HeldDomain before;
    private final List<HeldDomain> overwritten = new ArrayList<>();

    Seen(HeldDomain before) {
      this.before = before;
    }

    boolean isUntouched() {
      return overwritten.isEmpty();
    }
  }

  UnrulyWorld(Path folder, long seed) {
    random = new Random(seed);
    ignores = random.nextInt(4) == 0;
    lifts = random.nextBoolean();
    crashes = random.nextInt(3) == 0;
    meddles = random.nextBoolean();
    trouble = random.nextDouble() * 0.4;
    near =
        Lab.start(
                folder,
                "near",
                List.of("test", "example"),
                how ->
                    how.withFaults(this::fault)
                        .withRules(
                            how.rules()
                                .withPolicy(
                                    policy ->
                                        policy.withTimes(
                                            Duration.ofMillis(40), Duration.ofMillis(80)))))
            .key("sessions", Integer.toString(1 + random.nextInt(3)))
            .key("pipeline", random.nextBoolean() ? "1" : "4")
            .key("readBack", ignores ? "all" : "first")
            .key("liftUpdateLock", Boolean.toString(lifts))
            .key("timeout", "400ms");
    service = Service.start(folder, near);
    if (crashes) {
      service.key(
          "engine",
          "{lease: 4s, poll: 10ms, stopTimeout: 0, backoff: {first: 5ms, most: 20ms}, settle:"
              + " {first: 5ms, most: 20ms}, gate: {first: 5ms, most: 25ms}, pendingCheck: {first:"
              + " 5ms, most: 20ms}}");
      service.restart();
    }
  }

  /** Calm at the sessions' logins, so that a world ends. */
  private synchronized Fault fault(Fault.Asked command) {
    if (quiet || random.nextDouble() >= trouble) {
      return new Fault.None();
    }
    return switch (command.command()) {
      case "domain:update" -> any(random.nextInt(3) == 0 ? ofUpdates() : ofAny());
      case "domain:info", "contact:create", "contact:info" -> any(ofAny());
      default -> new Fault.None();
    };
  }

  private Fault any(List<Fault> some) {
    return some.get(random.nextInt(some.size()));
  }

  private List<Fault> ofUpdates() {
    List<Fault> some =
        new ArrayList<>(
            List.of(
                new Fault.DoneBut(2306),
                new Fault.DoneBut(2304),
                new Fault.Postpone(Fault.Decision.APPROVED),
                new Fault.Postpone(Fault.Decision.DENIED),
                new Fault.PostponeUntold(Fault.Decision.APPROVED),
                new Fault.PostponeUntold(Fault.Decision.DENIED),
                new Fault.Refuse(2306),
                new Fault.Refuse(2304),
                new Fault.Refuse(2303),
                new Fault.Refuse(2201)));
    if (ignores) {
      some.add(new Fault.Ignore());
    }
    return some;
  }

  private static List<Fault> ofAny() {
    return List.of(
        new Fault.CloseBefore(),
        new Fault.CloseAfter(),
        new Fault.Reset(),
        new Fault.Hang(true),
        new Fault.Hang(false),
        new Fault.Slow(),
        new Fault.Overtaken(),
        new Fault.CloseAnswered(),
        new Fault.DoneBut(2400),
        new Fault.DoneBut(2500),
        new Fault.Refuse(2400),
        new Fault.Refuse(2500),
        new Fault.Refuse(2502),
        new Fault.Refuse(2200),
        new Fault.Spoil(Fault.Damage.HALF),
        new Fault.Spoil(Fault.Damage.NOT_XML),
        new Fault.Spoil(Fault.Damage.SHORT_LENGTH),
        new Fault.Spoil(Fault.Damage.OTHER_CLTRID),
        new Fault.Spoil(Fault.Damage.NO_CLTRID),
        new Fault.Spoil(Fault.Damage.GREETING),
        new Fault.Spoil(Fault.Damage.TWICE));
  }

  /** The next task, and the others beside it. */
  void begin() {
    seen.clear();
    for (String name : names) {
      near.sandbox().change(name, held -> held.withStatuses(statuses()));
    }
    names.forEach(name -> seen.put(name, new Seen(near.domain(name))));
    asked = submit();
    quiet = false;
    long seed = random.nextLong();
    others = Thread.ofVirtual().start(() -> meddle(new Random(seed)));
  }

  private Set<String> statuses() {
    return switch (random.nextInt(6)) {
      case 0 -> Set.of(UPDATE);
      case 1 -> Set.of(TRANSFER);
      case 2 -> Set.of(TRANSFER, UPDATE);
      default -> Set.of();
    };
  }

  private Asked submit() {
    if (random.nextInt(5) == 0) {
      boolean on = random.nextBoolean();
      String taskNo =
          service.accepted(
              service
                  .call("SaveBatchTaskForUpdateProhibitionLock")
                  .with("Status", Boolean.toString(on))
                  .withNames(names));
      return new Asked("", "", on, taskNo);
    }
    String role = ROLES.get(random.nextInt(ROLES.size()));
    String contact = "holder " + (char) ('a' + random.nextInt(5));
    submitted.add(contact);
    boolean lock = role.equals("registrant") && random.nextBoolean();
    SignedCall call =
        service.call(SignedCall.SUBMIT).with(Sample.contact(role, contact)).withNames(names);
    String taskNo = service.accepted(lock ? call.with("TransferOutProhibited", "true") : call);
    return new Asked(role, contact, lock, taskNo);
  }

  /** Others at the registry, for a while. */
  private void meddle(Random chance) {
    boolean crash = crashes;
    for (int i = 0; i < 60 && !quiet; i++) {
      LockSupport.parkNanos(STEP.multipliedBy(1 + chance.nextInt(12)).toNanos());
      if (crash && chance.nextInt(10) == 0) {
        crash = false;
        service.restart();
      }
      if (meddles) {
        change(names.get(chance.nextInt(names.size())), chance);
      }
    }
    for (String name : names) {
      near.sandbox().change(name, held -> isMeddledPending(name) ? without(held, PENDING) : held);
    }
    meddled.clear();
    quiet = true;
  }

  private final Set<String> meddled = ConcurrentHashMap.newKeySet();

  private boolean isMeddledPending(String name) {
    return meddled.contains(name);
  }

  private void change(String name, Random chance) {
    String handle = "SH000" + (1 + chance.nextInt(3));
    switch (chance.nextInt(4)) {
      case 0 -> over(name, held -> held.withContacts(handle, held.contacts()));
      case 1 -> {
        Map<String, String> contacts = new HashMap<>(near.domain(name).contacts());
        contacts.put(ROLES.get(1 + chance.nextInt(3)), handle);
        over(name, held -> held.withContacts(held.registrant(), contacts));
      }
      case 2 ->
          over(
              name,
              held -> {
                if (held.statuses().contains(PENDING)) {
                  return held;
                }
                meddled.add(name);
                return with(held, PENDING);
              });
      default -> over(name, held -> meddled.remove(name) ? without(held, PENDING) : held);
    }
  }

  private void over(String name, UnaryOperator<HeldDomain> doing) {
    near.sandbox()
        .change(
            name,
            held -> {
              HeldDomain after = doing.apply(held);
              if (!after.equals(held)) {
                seen.get(name).overwritten.add(held);
              }
              return after;
            });
  }

  private static HeldDomain with(HeldDomain held, String status) {
    Set<String> statuses = new HashSet<>(held.statuses());
    statuses.add(status);
    return held.withStatuses(statuses);
  }

  private static HeldDomain without(HeldDomain held, String status) {
    Set<String> statuses = new HashSet<>(held.statuses());
    statuses.remove(status);
    return held.withStatuses(statuses);
  }

  boolean hasEnded() {
    if (!others.isAlive()) {
      quiet = true;
    }
    return !others.isAlive() && service.tables().stepsUnderWay(asked.taskNo) == 0;
  }

  List<String> untruths() {
    List<String> untruths = new ArrayList<>();
    for (Map<String, String> row : service.list(asked.taskNo).send().rows()) {
      String untruth = untruth(row, near.domain(row.get("DomainName")));
      if (!untruth.isEmpty()) {
        untruths.add(
            untruth
                + ": "
                + asked
                + " "
                + row
                + " "
                + seen.get(row.get("DomainName")).before
                + " now "
                + near.domain(row.get("DomainName"))
                + " others "
                + seen.get(row.get("DomainName")).overwritten);
      }
    }
    return untruths;
  }

  private String untruth(Map<String, String> row, HeldDomain now) {
    Seen domain = seen.get(now.name());
    boolean success = row.get("TaskStatus").equals("EXECUTE_SUCCESS");
    boolean held = isAsWanted(now) || domain.overwritten.stream().anyMatch(this::isAsWanted);
    if (!success && row.get("FailReason").startsWith("NOT_APPLIED_BY_REGISTRY") && held) {
      return isAsWanted(now) ? "FALSE FAILURE" : ""; // overwritten before it was read back
    }
    if (success != held) {
      return success ? "FALSE SUCCESS" : "FALSE FAILURE";
    }
    if (!domain.isUntouched()) {
      return "";
    }
    Predicate<String> others = role -> !role.equals(asked.role);
    for (String role : ROLES) {
      if (others.test(role) && !handle(now, role).equals(handle(domain.before, role))) {
        return "ANOTHER ROLE";
      }
    }
    Set<String> expected = new HashSet<>(domain.before.statuses());
    if (success && asked.isLockTask()) {
      expected.remove(UPDATE);
      if (asked.lock) {
        expected.add(UPDATE);
      }
    } else if (success && asked.lock) {
      expected.add(TRANSFER);
    }
    expected.remove("ok");
    Set<String> statuses = new HashSet<>(now.statuses());
    statuses.remove("ok");
    boolean told =
        row.get("TaskResult").equals("DONE_UNLOCKED")
            || row.get("FailReason").startsWith("FAILED_UNLOCKED");
    if (told) {
      expected.remove(UPDATE);
    }
    return statuses.equals(expected) ? "" : "STATUSES, not " + expected;
  }

  private static String handle(HeldDomain held, String role) {
    return String.valueOf(
        role.equals("registrant") ? held.registrant() : held.contacts().get(role));
  }

  private boolean isAsWanted(HeldDomain held) {
    if (asked.isLockTask()) {
      return held.statuses().contains(UPDATE) == asked.lock;
    }
    ContactCard card = near.sandbox().contact(handle(held, asked.role)).orElseThrow().card();
    return card.postal("int").orElseThrow().name().equals(asked.contact)
        && (!asked.lock || held.statuses().contains(TRANSFER));
  }

  /** Contents that the registry has twice. */
  List<String> doubles() {
    Map<String, Integer> count = new HashMap<>();
    for (HeldContact contact : near.sandbox().contacts()) {
      String name = contact.card().postal("int").orElseThrow().name();
      if (submitted.contains(name)) {
        count.merge(name, 1, Integer::sum);
      }
    }
    count.values().removeIf(n -> n == 1);
    return List.copyOf(count.keySet());
  }

  long repeatedClTrids() {
    return near.sandbox().repeatedClTrids();
  }

  @Override
  public void close() {
    quiet = true;
    service.close();
    near.close();
  }
}
