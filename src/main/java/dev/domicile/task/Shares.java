package dev.domicile.task;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who is to have how many of a queue's slots: all that it wants where there are enough, else as
 * many as any other. Where there are fewer slots than processes that want one, they take turns.
 * Pure, so that all processes come to the same result.
 */
final class Shares {

  /** Milliseconds that a slot is left to a process while others have none: a login costs time. */
  static final long TURN = 10_000;

  /**
   * A living process that wants slots.
   *
   * @param wanted at least 1
   * @param since epoch milliseconds: where it holds none, since when it waits; else since when it
   *     has had one
   */
  record Wish(String node, int wanted, boolean holds, long since) {

    /** First whose turn is not over, then who waits longest, then whose turn is over. */
    private int turn(long now) {
      return !holds ? 1 : now - since < TURN ? 0 : 2;
    }
  }

  private Shares() {}

  static Map<String, Integer> of(int slots, List<Wish> wishes, long now) {
    return wishes.size() > slots ? byTurns(slots, wishes, now) : evenly(slots, wishes);
  }

  private static Map<String, Integer> byTurns(int slots, List<Wish> wishes, long now) {
    List<Wish> order = new ArrayList<>(wishes);
    order.sort(
        Comparator.comparingInt((Wish wish) -> wish.turn(now))
            .thenComparing(Wish::since)
            .thenComparing(Wish::node));
    Map<String, Integer> shares = new HashMap<>();
    for (int i = 0; i < order.size(); i++) {
      shares.put(order.get(i).node, i < slots ? 1 : 0);
    }
    return shares;
  }

  private static Map<String, Integer> evenly(int slots, List<Wish> wishes) {
    List<Wish> order = new ArrayList<>(wishes);
    order.sort(Comparator.comparingInt(Wish::wanted).thenComparing(Wish::node));
    Map<String, Integer> shares = new HashMap<>();
    int left = slots;
    for (int i = 0; i < order.size(); i++) {
      int share = Math.min(order.get(i).wanted, left / (order.size() - i));
      shares.put(order.get(i).node, share);
      left -= share;
    }
    return shares;
  }
}
