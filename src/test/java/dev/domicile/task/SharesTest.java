package dev.domicile.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.task.Shares.Wish;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Who is to have how many slots. */
class SharesTest {

  private static final long NOW = 1_000_000;

  @Test
  void whoIsAloneHasAllThatItWants() {
    assertEquals(Map.of("a", 20), Shares.of(20, List.of(wish("a", 20)), NOW));
    assertEquals(Map.of("a", 3), Shares.of(20, List.of(wish("a", 3)), NOW));
  }

  @Test
  void whatOneDoesNotWantIsTheOthers() {
    assertEquals(
        Map.of("a", 10, "b", 10), Shares.of(20, List.of(wish("a", 20), wish("b", 20)), NOW));
    assertEquals(
        Map.of("a", 2, "b", 9, "c", 9),
        Shares.of(20, List.of(wish("a", 2), wish("b", 20), wish("c", 15)), NOW));
  }

  @Test
  void whereThereAreFewerSlotsThanWishesTheyTakeTurns() {
    Wish holder = new Wish("a", 5, true, NOW - Shares.TURN + 1);
    Wish waits = new Wish("b", 5, false, NOW - 100);
    Wish waitsLonger = new Wish("c", 5, false, NOW - 200);
    List<Wish> wishes = List.of(waits, waitsLonger, holder);
    assertEquals(Map.of("a", 1, "b", 0, "c", 0), Shares.of(1, wishes, NOW));
    assertEquals(Map.of("a", 0, "b", 0, "c", 1), Shares.of(1, wishes, NOW + 1), "its turn is over");
  }

  @Test
  void neverMoreThanThereAreAndNoneIsLeftWhileOneIsWanted() {
    long seed = Long.getLong("domicile.seed", System.nanoTime());
    System.out.println("to repeat: -Ddomicile.seed=" + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      int slots = 1 + random.nextInt(30);
      List<Wish> wishes = new ArrayList<>();
      int wanted = 0;
      for (int n = random.nextInt(40); n >= 0; n--) {
        Wish wish =
            new Wish(
                "n" + n, 1 + random.nextInt(30), random.nextBoolean(), random.nextInt(2_000_000));
        wishes.add(wish);
        wanted += wish.wanted();
      }
      Map<String, Integer> shares = Shares.of(slots, wishes, NOW);
      int given = shares.values().stream().mapToInt(Integer::intValue).sum();
      assertEquals(Math.min(slots, wanted), given, slots + " " + wishes);
      assertTrue(
          wishes.stream().allMatch(wish -> shares.get(wish.node()) <= wish.wanted()),
          slots + " " + wishes);
    }
  }

  private static Wish wish(String node, int wanted) {
    return new Wish(node, wanted, false, NOW);
  }
}
