package dev.domicile.registry.sandbox;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Plays the fault cards: each once for a name since the start, or always. */
final class CardDesk {

  /** Of a name made up for each command, say; further ones play no card. */
  private static final int MOST_NAMES = 100_000;

  private static final Fault NONE = new Fault.None();

  private final Set<String> played = ConcurrentHashMap.newKeySet();
  private final Set<String> healed = ConcurrentHashMap.newKeySet();

  Fault of(Received received) {
    Optional<FaultCard.Call> call = FaultCard.in(received.cardPlace());
    if (call.isPresent() && healed.contains(received.cardPlace())) {
      return NONE;
    }
    return call.filter(c -> strikes(c, received) && plays(c, received))
        .map(c -> c.card().fault())
        .orElse(NONE);
  }

  /** From now on what this place calls for is not played. */
  void heal(String place) {
    healed.add(place);
  }

  private static boolean strikes(FaultCard.Call call, Received received) {
    return switch (received.kind()) {
      case "domain:update" -> !call.atInfo();
      case "domain:info" -> call.atInfo();
      case "contact:create" -> !call.atInfo() && !call.card().isOfUpdatesOnly();
      default -> false;
    };
  }

  private boolean plays(FaultCard.Call call, Received received) {
    String key = received.kind().equals("contact:create") ? received.cardPlace() : received.name();
    return call.always() || played.size() < MOST_NAMES && played.add(received.kind() + " " + key);
  }
}
