package dev.domicile.registry.epp;

import dev.domicile.registry.Trouble;
import java.time.Duration;

/** What came of trying to get a session. */
sealed interface Opening {

  record Opened(EppSession session, Duration took) implements Opening {}

  /**
   * @param refusedForGood whether trying again soon can only do harm: the login itself was refused
   */
  record Failed(Trouble trouble, boolean refusedForGood) implements Opening {}
}
