package dev.domicile.task;

import dev.domicile.store.Sql;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What this process has of one queue's slots, of which each is one process's at a time. {@link
 * Node} keeps it in step with the database; those who use slots ask here and never wait.
 */
public final class QueueSlots {

  /** Milliseconds for which a slot counts as wanted after it was last of use. */
  private static final long WANTED_FOR = 2_000;

  private final String node;
  private final int all;
  private final Runnable wake;
  private final ReentrantLock lock = new ReentrantLock();
  private final SortedMap<Integer, Slot> owned = new TreeMap<>();
  private volatile Runnable changed = () -> {};

  /** So many of those that are owned may be in use: the others are somebody else's soon. */
  private int limit;

  /** What this process would have if it wanted all. */
  private int fair;

  private int sharers = 1;
  private boolean had;
  private int peak;
  private int peakBefore;
  private long peakSince;
  private SlotRows.Want told;

  /** The right to one of what the queue has; see {@link #take}. */
  public final class Slot {

    private final int number;
    private boolean inUse;

    /** Its row is being removed. */
    private boolean going;

    private volatile boolean lost;

    private Slot(int number) {
      this.number = number;
    }

    /** False for good once another process may have it. */
    public boolean holds() {
      return !lost;
    }

    /** It is not in use any more. */
    public void giveBack() {
      boolean wanted;
      lock.lock();
      try {
        inUse = false;
        wanted = owned.size() > limit;
      } finally {
        lock.unlock();
      }
      if (wanted) {
        wake.run();
      }
    }
  }

  /**
   * What is to be written of one queue.
   *
   * @param want null where it is as it was
   */
  record Move(SlotRows.@Nullable Want want, List<Integer> letGo, List<Integer> take) {
    boolean isEmpty() {
      return want == null && letGo.isEmpty() && take.isEmpty();
    }

    void write(Sql sql, String queue, String node, long now) {
      if (want != null) {
        SlotRows.want(sql, queue, want);
      }
      letGo.forEach(slot -> SlotRows.letGo(sql, queue, slot, node));
      take.forEach(slot -> SlotRows.take(sql, queue, new SlotRows.Held(slot, node, now)));
    }
  }

  QueueSlots(String node, int all, Runnable wake) {
    this.node = node;
    this.all = all;
    this.wake = wake;
    this.told = new SlotRows.Want(node, 0, 0);
  }

  /** One that nobody uses, or null where there is none now. */
  public @Nullable Slot take() {
    lock.lock();
    try {
      if (inUse() >= limit) {
        return null;
      }
      for (Slot slot : owned.values()) {
        if (!slot.inUse && !slot.going) {
          slot.inUse = true;
          return slot;
        }
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  /** How many of those in use are to be given back, as soon as what they are used for has ended. */
  public int surplus() {
    lock.lock();
    try {
      return Math.max(0, inUse() - limit);
    } finally {
      lock.unlock();
    }
  }

  /** Tells how many would be in use now if there were that many. */
  public void want(int slots) {
    boolean more;
    lock.lock();
    try {
      peak = Math.max(peak, Math.min(all, slots));
      more = peak > told.wanted();
    } finally {
      lock.unlock();
    }
    if (more) {
      wake.run();
    }
  }

  /**
   * @param listener is run when slots have come, are to go, or are lost
   */
  public void listen(Runnable listener) {
    changed = listener;
  }

  public int held() {
    lock.lock();
    try {
      return owned.size();
    } finally {
      lock.unlock();
    }
  }

  public int wanted() {
    lock.lock();
    try {
      return told.wanted();
    } finally {
      lock.unlock();
    }
  }

  /** Processes that want some of the queue's slots now, this one counted. */
  public int sharers() {
    lock.lock();
    try {
      return sharers;
    } finally {
      lock.unlock();
    }
  }

  /** This process's part of what may be under way in the queue; none where it has no slot. */
  int part(int most) {
    lock.lock();
    try {
      return Math.ceilDiv(most * Math.min(all, Math.max(fair, limit)), all);
    } finally {
      lock.unlock();
    }
  }

  /** These are owned, as the database has it; what is not is another's or nobody's. */
  void own(Set<Integer> slots) {
    lock.lock();
    try {
      for (Slot slot : List.copyOf(owned.values())) {
        if (!slots.contains(slot.number)) {
          slot.lost = true;
          owned.remove(slot.number);
        }
      }
      slots.forEach(number -> owned.computeIfAbsent(number, Slot::new));
      limit = Math.min(limit, owned.size());
    } finally {
      lock.unlock();
    }
  }

  /** Looks at how all stand, and tells what is to be written. */
  Move see(SlotRows.View view, long now) {
    lock.lock();
    try {
      own(
          Set.copyOf(
              view.held().stream()
                  .filter(held -> held.node().equals(node))
                  .map(SlotRows.Held::slot)
                  .toList()));
      SlotRows.Want want = want(now);
      List<Shares.Wish> wishes = wishes(view, want);
      Map<String, Integer> shares = Shares.of(all, wishes, now);
      int mine = shares.getOrDefault(node, 0);
      int free = all - taken(view).size();
      int unmet = unmet(view, shares);
      int give = Math.clamp(unmet - free, 0, Math.max(0, owned.size() - mine));
      limit = owned.size() - give;
      sharers = wishes.size() + (want.wanted() > 0 ? 0 : 1);
      fair = fair(view, want, mine, now);
      return new Move(
          want.equals(told) ? null : want,
          idle(give),
          give > 0 ? List.of() : untaken(view, Math.min(free, mine - owned.size())));
    } finally {
      lock.unlock();
    }
  }

  /** The move was written. */
  void moved(@Nullable Move move) {
    lock.lock();
    try {
      told = move == null || move.want == null ? told : move.want;
    } finally {
      lock.unlock();
    }
  }

  /** Runs the listener; not under the lock. */
  void tell() {
    changed.run();
  }

  private SlotRows.Want want(long now) {
    if (now - peakSince >= WANTED_FOR || now < peakSince) {
      peakBefore = peak;
      peak = 0;
      peakSince = now;
    }
    int wanted = Math.max(peak, peakBefore);
    boolean beginsToWait = wanted > 0 && owned.isEmpty() && (told.wanted() == 0 || had);
    had = !owned.isEmpty();
    return new SlotRows.Want(node, wanted, beginsToWait ? now : told.since());
  }

  private List<Shares.Wish> wishes(SlotRows.View view, SlotRows.Want mine) {
    List<SlotRows.Want> wants = new ArrayList<>(view.wants());
    wants.removeIf(want -> want.node().equals(node));
    if (mine.wanted() > 0) {
      wants.add(mine);
    }
    return wants.stream().map(want -> wish(view, want)).toList();
  }

  private static Shares.Wish wish(SlotRows.View view, SlotRows.Want want) {
    long since =
        view.held().stream()
            .filter(held -> held.node().equals(want.node()))
            .mapToLong(SlotRows.Held::since)
            .min()
            .orElse(-1);
    return new Shares.Wish(
        want.node(), want.wanted(), since >= 0, since >= 0 ? since : want.since());
  }

  /** What the others are to have and do not have yet. */
  private int unmet(SlotRows.View view, Map<String, Integer> shares) {
    return shares.entrySet().stream()
        .filter(share -> !share.getKey().equals(node))
        .mapToInt(share -> Math.max(0, share.getValue() - count(view, share.getKey())))
        .sum();
  }

  /** A process that wants nothing yet does not join those who take turns. */
  private int fair(SlotRows.View view, SlotRows.Want want, int mine, long now) {
    SlotRows.Want most = new SlotRows.Want(node, all, want.since());
    List<Shares.Wish> wishes = wishes(view, most);
    if (wishes.size() > all) {
      return mine;
    }
    return Shares.of(all, wishes, now).getOrDefault(node, 0);
  }

  private static int count(SlotRows.View view, String who) {
    return (int) view.held().stream().filter(held -> held.node().equals(who)).count();
  }

  /** Those that exist by this process's configuration. */
  private Set<Integer> taken(SlotRows.View view) {
    Set<Integer> taken = new HashSet<>();
    view.held().stream().map(SlotRows.Held::slot).filter(slot -> slot < all).forEach(taken::add);
    return taken;
  }

  private List<Integer> untaken(SlotRows.View view, int most) {
    Set<Integer> taken = taken(view);
    return IntStream.range(0, all)
        .filter(slot -> !taken.contains(slot))
        .limit(Math.max(0, most))
        .boxed()
        .toList();
  }

  /** So many at most that nobody uses, and that are not given out any more. */
  private List<Integer> idle(int most) {
    List<Slot> idle = owned.values().stream().filter(slot -> !slot.inUse).limit(most).toList();
    owned.values().forEach(slot -> slot.going = idle.contains(slot));
    return idle.stream().map(slot -> slot.number).toList();
  }

  private int inUse() {
    return (int) owned.values().stream().filter(slot -> slot.inUse).count();
  }
}
