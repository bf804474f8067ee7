package dev.domicile.registry.sandbox;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lines of the state file that tell of decisions and messages. */
final class DecisionLine {

  private static final int PENDING_FIELDS = 5;

  private DecisionLine() {}

  static String of(PendingChange change) {
    return StateLine.line(
            "P",
            change.decision().name(),
            millis(change.due()),
            change.trids().client(),
            change.trids().server())
        .replace("\n", "\t" + StateLine.of(change.wanted()));
  }

  static String decided(String name, boolean approved, Instant at, long message) {
    return StateLine.line("R", name, approved ? "1" : "0", millis(at), Long.toString(message));
  }

  static String of(Message message) {
    Message.Decided decision = message.decision();
    String id = Long.toString(message.id());
    return decision == null
        ? StateLine.line("M", id, millis(message.at()), message.text())
        : StateLine.line(
            "M",
            id,
            millis(message.at()),
            message.text(),
            decision.domain(),
            decision.approved() ? "1" : "0",
            decision.clTrid(),
            decision.svTrid());
  }

  static String acknowledged(long id) {
    return StateLine.line("A", Long.toString(id));
  }

  /** Of the kinds P, R, M and A. */
  static void replay(StateLine lines, List<String> f, Decisions decisions) {
    switch (f.getFirst()) {
      case "P" ->
          decisions.apply(
              new PendingChange(
                  lines.domain(f.subList(PENDING_FIELDS, f.size())),
                  Fault.Decision.valueOf(f.get(1)),
                  time(f.get(2)),
                  new Trids(present(f.get(3)), f.get(4))));
      case "R" ->
          decisions.apply(f.get(1), f.get(2).equals("1"), time(f.get(3)), Long.parseLong(f.get(4)));
      case "M" -> decisions.apply(message(f));
      case "A" -> decisions.forget(Long.parseLong(f.get(1)));
      default -> throw new IllegalArgumentException("kind of line");
    }
  }

  private static Message message(List<String> f) {
    return new Message(
        Long.parseLong(f.get(1)),
        time(f.get(2)),
        f.get(3),
        f.size() == 4
            ? null
            : new Message.Decided(f.get(4), f.get(5).equals("1"), present(f.get(6)), f.get(7)));
  }

  private static @Nullable String present(String text) {
    return text.isEmpty() ? null : text;
  }

  private static Instant time(String millis) {
    return Instant.ofEpochMilli(Long.parseLong(millis));
  }

  private static String millis(Instant time) {
    return Long.toString(time.toEpochMilli());
  }
}
