package dev.domicile.account;

import java.util.Optional;

/** Finds the access key that a request names. */
public interface KeyRing {
  Optional<AccessKey> find(String accessKeyId);
}
