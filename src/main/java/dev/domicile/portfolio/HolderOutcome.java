package dev.domicile.portfolio;

import dev.domicile.wire.DomainName;
import java.util.List;

/** What became of the removal or move of some domains. */
public sealed interface HolderOutcome {

  /** Why one name was left as it is. */
  enum Reason {
    /** By nobody, or by another account than the one that was named. */
    NOT_HELD,
    /** A change is under way. */
    BUSY
  }

  record Left(DomainName name, Reason reason) {}

  /**
   * @param done removed or moved
   * @param alreadyThere of a move: the account holds them already
   * @param left as they were; none, unless each name was to be done by itself
   * @param locked of those done: they have a transfer lock that runs
   */
  record Done(int done, int alreadyThere, List<Left> left, int locked) implements HolderOutcome {
    public Done {
      left = List.copyOf(left);
    }
  }

  /** All stays as it is, for these names. */
  record Nothing(List<Left> left) implements HolderOutcome {
    public Nothing {
      left = List.copyOf(left);
    }
  }

  /** All stays as it is: so many names at once would keep the service from the database. */
  record TooMany(int most) implements HolderOutcome {}
}
