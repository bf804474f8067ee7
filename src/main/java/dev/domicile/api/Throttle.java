package dev.domicile.api;

import dev.domicile.account.Caller;
import java.util.Optional;

/** Keeps one caller from taking the service away from the others. */
public interface Throttle {

  Throttle UNLIMITED = (caller, action) -> Optional.empty();

  /**
   * Asked once for each call with a good signature.
   *
   * @param action as the client sent it: it may be the name of no operation
   * @return empty to let the call pass, else one of the Throttling codes
   */
  Optional<Refusal> refusal(Caller caller, String action);
}
