package dev.domicile.registry.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every domain and contact. Reading needs no lock; whoever decides by what it reads and then writes
 * does both inside {@link #alone}. A change is in the file before anyone can see it.
 */
final class Register implements AutoCloseable {

  private static final String ALPHABET =
      "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
  private static final int SECRET_LENGTH = 20;

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, HeldDomain> domains = new ConcurrentHashMap<>();
  private final Map<String, HeldContact> contacts = new ConcurrentHashMap<>();
  private final Map<String, Integer> links = new ConcurrentHashMap<>();
  private final Set<String> clTrids = new HashSet<>();
  private final RandomGenerator random;
  private final Journal journal;
  private final Decisions decisions = new Decisions(this);
  private long lastRoid;

  /** Opens the state file, or makes one and lets it be filled. */
  Register(Path file, RandomGenerator random, Consumer<Register> fill) throws IOException {
    this.random = random;
    if (Files.exists(file)) {
      StateLine lines = new StateLine();
      Journal.read(file, fields -> replay(lines, fields));
    } else {
      fill.accept(this);
    }
    links.clear();
    domains.values().forEach(d -> count(d, 1));
    this.journal = Journal.rewrite(file, lines());
  }

  private void replay(StateLine lines, List<String> fields) {
    switch (fields.getFirst()) {
      case "D" -> load(lines.domain(fields));
      case "C" -> load(lines.contact(fields));
      case "X" -> contacts.remove(fields.get(1));
      case "T" -> clTrids.add(fields.get(1));
      default -> DecisionLine.replay(lines, fields, decisions);
    }
  }

  /** At the start only: in the file with the next rewriting. */
  void load(HeldDomain domain) {
    domains.put(domain.name(), domain);
    lastRoid = Math.max(lastRoid, number(domain.roid()));
  }

  /** At the start only: in the file with the next rewriting. */
  void load(HeldContact contact) {
    contacts.put(contact.handle(), contact);
    lastRoid = Math.max(lastRoid, number(contact.roid()));
  }

  private static long number(String roid) {
    return Long.parseLong(roid, 1, roid.indexOf('-'), 10);
  }

  private Stream<String> lines() {
    return Stream.of(
            contacts.values().stream().map(StateLine::of),
            domains.values().stream().map(StateLine::of),
            decisions.lines(),
            clTrids.stream().map(StateLine::used))
        .flatMap(s -> s);
  }

  <T> T alone(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  @Nullable HeldDomain domain(String name) {
    return domains.get(name);
  }

  @Nullable HeldContact contact(String handle) {
    return contacts.get(handle);
  }

  Collection<HeldDomain> domains() {
    return domains.values();
  }

  List<HeldContact> contacts() {
    return new ArrayList<>(contacts.values());
  }

  boolean isLinked(String handle) {
    return links.containsKey(handle);
  }

  /** Inside {@link #alone}. Answers 2400 if the file does not take it, and then nothing changes. */
  Answer put(HeldDomain domain, Answer answer) {
    Answer kept = append(StateLine.of(domain), answer);
    if (kept == answer) {
      show(domain);
    }
    return kept;
  }

  /** Inside {@link #alone}, once it is in the file. */
  void show(HeldDomain domain) {
    HeldDomain before = domains.put(domain.name(), domain);
    if (before != null) {
      count(before, -1);
    }
    count(domain, 1);
  }

  Decisions decisions() {
    return decisions;
  }

  /** Inside {@link #alone}. Answers 2400 if the file does not take it, and then nothing changes. */
  Answer put(HeldContact contact, Answer answer) {
    Answer kept = append(StateLine.of(contact), answer);
    if (kept == answer) {
      contacts.put(contact.handle(), contact);
    }
    return kept;
  }

  /** Inside {@link #alone}. Answers 2400 if the file does not take it, and then nothing changes. */
  Answer delete(HeldContact contact, Answer answer) {
    Answer kept = append(StateLine.deleted(contact.handle()), answer);
    if (kept == answer) {
      contacts.remove(contact.handle());
    }
    return kept;
  }

  /** Whether this clTRID has not been used before, in any session; now it has. */
  boolean firstUse(String clTrid) {
    Answer done = Answer.of(ResultCode.COMPLETED);
    return alone(() -> clTrids.add(clTrid) && append(StateLine.used(clTrid), done) == done);
  }

  Set<String> clTrids() {
    return alone(() -> Set.copyOf(clTrids));
  }

  /** Inside {@link #alone}. A repository object identifier, RFC 5730 section 2.8. */
  String nextRoid(char kind) {
    return kind + Long.toString(++lastRoid) + "-SANDBX";
  }

  /** Inside {@link #alone}, or at the start. */
  String newSecret() {
    StringBuilder secret = new StringBuilder(SECRET_LENGTH);
    for (int i = 0; i < SECRET_LENGTH; i++) {
      secret.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return secret.toString();
  }

  /** Inside {@link #alone}. Answers 2400 if the file does not take it. */
  Answer append(String line, Answer answer) {
    try {
      journal.append(line);
      return answer;
    } catch (IOException e) {
      return Answer.refused(ResultCode.FAILED, "the state file cannot be written");
    }
  }

  private void count(HeldDomain domain, int by) {
    Set<String> handles = new HashSet<>(domain.contacts().values());
    if (domain.registrant() != null) {
      handles.add(domain.registrant());
    }
    for (String handle : handles) {
      links.merge(handle, by, (a, b) -> a + b == 0 ? null : a + b);
    }
  }

  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      journal.close();
    } finally {
      lock.unlock();
    }
  }
}
