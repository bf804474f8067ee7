package dev.domicile.api;

import dev.domicile.account.Caller;
import java.util.Optional;

/** Keeps one caller from taking the service away from the others. */
public interface Throttle {

  Throttle UNLIMITED = (caller, action) -> Optional.empty();

  /**
   * Asked once for each call with a good signature, and spends the caller's budget.
   *
   * @param action as the client sent it: it may be the name of no operation
   * @return empty to let the call pass, else one of the Throttling codes
   */
  Optional<Refusal> refusal(Caller caller, String action);

  /**
   * Told of each request that named nobody, or could not prove it: nobody's budget is spent but its
   * address's.
   *
   * @param clientAddress an IP address
   * @return empty to let the request be told what was wrong with it, else what it is told instead
   */
  default Optional<Refusal> unproven(String clientAddress) {
    return Optional.empty();
  }
}
