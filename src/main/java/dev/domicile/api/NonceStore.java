package dev.domicile.api;

import java.time.Instant;

/** Remembers the nonces of calls that change something, beyond a restart and over all nodes. */
public interface NonceStore {

  /** For a service whose calls need no memory beyond the process. */
  NonceStore NONE = (accessKeyId, nonce, expiresAt) -> true;

  /**
   * @param nonce 1 to 512 characters
   * @param expiresAt when a replay would be refused for its age in any case; the end of the year
   *     9999 where the age check is switched off
   * @return false if this key's nonce was recorded before
   */
  boolean record(String accessKeyId, String nonce, Instant expiresAt);
}
