package dev.domicile.registry.epp;

import dev.domicile.registry.Trouble;

/** Room for one command on a session, or the reason why there is none. */
sealed interface Lease {

  /** To be given back with {@link EppSessions#release}. */
  record Granted(Place place) implements Lease {}

  record Refused(Trouble trouble) implements Lease {}
}
