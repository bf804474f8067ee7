package dev.domicile.registry.epp;

import dev.domicile.registry.Trouble;
import java.time.Duration;

/** What became of one frame handed to a session. */
sealed interface Exchange {

  record Answered(Message message, Duration latency) implements Exchange {}

  /** No byte of it has left: it may go to another session. */
  record NotWritten(Trouble trouble) implements Exchange {}

  /** It may have been received. It must not be sent again. */
  record Lost(Trouble trouble) implements Exchange {}
}
