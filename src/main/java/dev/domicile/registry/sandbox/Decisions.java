package dev.domicile.registry.sandbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the registry has still to decide, and the messages that tell of it. Every method that says
 * so is called inside {@link Register#alone}.
 */
final class Decisions {

  static final String PENDING = "pendingUpdate";

  private final Register register;
  private final Map<String, PendingChange> pending = new ConcurrentHashMap<>();
  private final SortedMap<Long, Message> messages = new TreeMap<>();
  private long lastId;

  Decisions(Register register) {
    this.register = register;
  }

  /** Alone. Answers 2400 if the file does not take it, and then nothing changes. */
  Answer postpone(PendingChange change) {
    Answer answer = Answer.of(ResultCode.PENDING);
    Answer kept = register.append(DecisionLine.of(change), answer);
    if (kept == answer) {
      apply(change);
    }
    return kept;
  }

  /** What is due by now is decided. */
  void settle(Instant now) {
    if (pending.values().stream().anyMatch(change -> change.isDue(now))) {
      register.alone(
          () -> {
            List<PendingChange> due =
                pending.values().stream().filter(change -> change.isDue(now)).toList();
            due.forEach(
                change ->
                    decide(
                        change.wanted().name(), change.decision() == Fault.Decision.APPROVED, now));
            return due.size();
          });
    }
  }

  /**
   * Alone.
   *
   * @throws IllegalArgumentException if nothing is pending on this domain
   */
  Answer decide(String name, boolean approved, Instant now) {
    if (!pending.containsKey(name)) {
      throw new IllegalArgumentException("nothing pending on " + name);
    }
    Answer done = Answer.of(ResultCode.COMPLETED);
    long id = lastId + 1;
    Answer kept = register.append(DecisionLine.decided(name, approved, now, id), done);
    if (kept == done) {
      apply(name, approved, now, id);
    }
    return kept;
  }

  /** Alone: a message of the registry's own. */
  Answer tell(String text, Instant now) {
    Message message = new Message(lastId + 1, now, text, null);
    Answer done = Answer.of(ResultCode.COMPLETED);
    Answer kept = register.append(DecisionLine.of(message), done);
    if (kept == done) {
      apply(message);
    }
    return kept;
  }

  /** Alone. */
  @Nullable Message first() {
    return messages.isEmpty() ? null : messages.firstEntry().getValue();
  }

  /** Alone. */
  int count() {
    return messages.size();
  }

  List<Message> messages() {
    return register.alone(() -> List.copyOf(messages.values()));
  }

  /** Alone. Answers 2303 where there is no such message. */
  Answer acknowledge(long id) {
    if (!messages.containsKey(id)) {
      return Answer.refused(ResultCode.NOT_THERE, "msgID");
    }
    Answer done = Answer.of(ResultCode.COMPLETED);
    Answer kept = register.append(DecisionLine.acknowledged(id), done);
    if (kept == done) {
      messages.remove(id);
    }
    return kept;
  }

  void apply(PendingChange change) {
    String name = change.wanted().name();
    HeldDomain held = register.domain(name);
    if (held == null) {
      throw new IllegalArgumentException("pending on a domain that is not there");
    }
    pending.put(name, change);
    TreeSet<String> statuses = new TreeSet<>(held.statuses());
    statuses.add(PENDING);
    register.show(held.withStatuses(statuses));
  }

  void apply(String name, boolean approved, Instant at, long id) {
    PendingChange change = pending.remove(name);
    HeldDomain held = register.domain(name);
    if (change == null || held == null) {
      throw new IllegalArgumentException("a decision on nothing");
    }
    TreeSet<String> statuses = new TreeSet<>(held.statuses());
    statuses.remove(PENDING);
    register.show(approved ? change.wanted() : held.withStatuses(statuses));
    apply(
        new Message(
            id,
            at,
            approved ? "Pending action completed successfully." : "Pending action refused.",
            new Message.Decided(name, approved, change.trids().client(), change.trids().server())));
  }

  void apply(Message message) {
    messages.put(message.id(), message);
    lastId = Math.max(lastId, message.id());
  }

  void forget(long id) {
    messages.remove(id);
    lastId = Math.max(lastId, id);
  }

  /** At the start: what stands in the file anew, after the domains. */
  Stream<String> lines() {
    List<String> lines = new ArrayList<>();
    pending.values().forEach(change -> lines.add(DecisionLine.of(change)));
    messages.values().forEach(message -> lines.add(DecisionLine.of(message)));
    if (lastId > 0 && !messages.containsKey(lastId)) {
      // a message's id must not come again for another message
      lines.add(DecisionLine.acknowledged(lastId));
    }
    return lines.stream();
  }
}
