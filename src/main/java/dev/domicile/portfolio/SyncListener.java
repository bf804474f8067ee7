package dev.domicile.portfolio;

import dev.domicile.wire.DomainName;

/** Is told how a sync goes, while it goes; by one thread for each registry. */
public interface SyncListener {

  /**
   * The names are counted; reading begins.
   *
   * @param before domains that an interrupted run, which is continued, has behind it
   * @param all domains at the registry, those included
   */
  void began(String registry, long before, long all);

  /**
   * So many are read and stored, of a run's {@code all}: after a crash no more than what came later
   * is read again.
   */
  void stored(String registry, long done);

  void drifted(String registry, Drift drift);

  /**
   * @param reason one line; the next sync reads it
   */
  void unread(String registry, DomainName name, String reason);
}
