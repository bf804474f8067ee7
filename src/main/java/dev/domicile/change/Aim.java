package dev.domicile.change;

import dev.domicile.registry.DomainInfo;
import dev.domicile.store.Sql;
import dev.domicile.task.StepResult;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one kind of change wants of one domain, and what it keeps once the registry holds it. */
interface Aim<W extends Wanted> {

  /**
   * @param now what the registry holds of the domain; null where there is no registry to ask
   */
  Target<W> target(@Nullable DomainInfo now);

  /** Whether a look at the domain can tell what became of the change. */
  boolean shows();

  /**
   * What is wanted, as far as it is known without anything being sent; empty where it is not, or
   * where the registry cannot show it.
   */
  Optional<W> known(DomainInfo now);

  /**
   * Whether a holder's update lock is lifted for it.
   *
   * @param atRegistry as its configuration says
   */
  default boolean liftsUpdateLock(boolean atRegistry) {
    return atRegistry;
  }

  /**
   * To be asked when a registry that knows the domain answers 2303 to what was wanted.
   *
   * @return whether {@link #target} is worth asking for anew
   */
  boolean renews(W wanted);

  /**
   * What 2303 to a command means, of a domain that was read just before and is still there after a
   * renewal.
   */
  StepResult missing(W wanted, String note);

  /**
   * What becomes of a step whose earlier attempt has left something to others; null where nothing
   * was.
   */
  default @Nullable StepResult owed() {
    return null;
  }

  /**
   * Whom a domain that is as wanted has still to be told to, before that is a success: written
   * together with the step's waiting for it. Null for nobody.
   *
   * @param added statuses that this attempt's own command has set
   */
  default StepResult.@Nullable Pending telling(W wanted, Set<String> added) {
    return null;
  }

  /**
   * Written together with the step's success.
   *
   * @param added statuses that this attempt's own command has set
   */
  void achieved(Sql sql, W wanted, Set<String> added);

  /**
   * Written together with the step's failure where the registry said that it has made the change,
   * and has left out what it is about.
   *
   * @param added statuses that this attempt's own command has set
   */
  default void leftOut(Sql sql, W wanted, Set<String> added) {}

  /** What is wanted, or the step's result where that cannot be told now. */
  sealed interface Target<W extends Wanted> {

    record Clear<W extends Wanted>(W wanted) implements Target<W> {}

    record Unclear<W extends Wanted>(StepResult result) implements Target<W> {}
  }
}
