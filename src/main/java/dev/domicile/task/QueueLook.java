package dev.domicile.task;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which lanes of a queue had work due, and how far each has been claimed: so that the next claim
 * need not pass over all that was claimed before, whose rows a database keeps for a while. A hint
 * that is given up soon; steps that become due before a mark are found by the next look.
 *
 * @param at {@link System#nanoTime} of the look
 * @param open all lanes of the queue
 * @param due those that had work due
 */
record QueueLook(long at, Set<Long> open, Set<Long> due, Map<Long, Mark> marks) {

  /** Nanoseconds for which a look is good: a step that was put back waits no longer for it. */
  private static final long GOOD = 250_000_000;

  /** The last that was claimed, in the order in which a lane is claimed. */
  record Mark(long due, long task, int seq) implements Comparable<Mark> {

    static final Mark NONE = new Mark(Long.MIN_VALUE, 0, 0);

    @Override
    public int compareTo(Mark other) {
      int byDue = Long.compare(due, other.due);
      int byTask = byDue != 0 ? byDue : Long.compare(task, other.task);
      return byTask != 0 ? byTask : Integer.compare(seq, other.seq);
    }
  }

  static QueueLook of(List<Long> open, List<Long> due) {
    return new QueueLook(System.nanoTime(), Set.copyOf(open), Set.copyOf(due), Map.of());
  }

  /** Not where a lane was opened or closed meanwhile. */
  boolean serves(List<Long> openNow) {
    return System.nanoTime() - at < GOOD && open.equals(Set.copyOf(openNow));
  }

  Mark mark(long lane) {
    return marks.getOrDefault(lane, Mark.NONE);
  }
}
