package dev.domicile.registry.epp;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sessions that are open. Guarded by the pool's lock. */
final class Places {

  private final List<Place> places = new ArrayList<>();

  void add(Place place) {
    places.add(place);
  }

  void remove(Place place) {
    places.remove(place);
  }

  int size() {
    return places.size();
  }

  boolean isEmpty() {
    return places.isEmpty();
  }

  int taken() {
    return places.stream().mapToInt(Place::taken).sum();
  }

  List<EppSession> sessions() {
    return places.stream().map(Place::session).toList();
  }

  /** Those whose place at the registry another process may have. */
  List<EppSession> lost() {
    return places.stream().filter(place -> !place.slot().holds()).map(Place::session).toList();
  }

  /** So many in all carry no more commands; those with the fewest in flight go first. */
  List<Place> spend(int sessions) {
    List<Place> spent = new ArrayList<>(places);
    spent.sort(Comparator.comparing((Place place) -> !place.isSpent()).thenComparing(Place::taken));
    List<Place> going = spent.subList(0, Math.clamp(sessions, 0, spent.size()));
    going.forEach(Place::spend);
    return going;
  }

  /** Where a command has the fewest before it; null where all are full. */
  @Nullable Place leastTaken() {
    Place best = null;
    for (Place place : places) {
      if (place.hasRoom() && (best == null || place.taken() < best.taken())) {
        best = place;
      }
    }
    return best;
  }

  @Nullable Place of(EppSession session) {
    for (Place place : places) {
      if (place.session() == session) {
        return place;
      }
    }
    return null;
  }
}
