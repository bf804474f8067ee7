package dev.domicile.api;

import dev.domicile.account.AccessKey;
import java.util.Optional;

/** What an access key may do within its account. */
public interface Permissions {

  Permissions ALL = (key, permission, parameters) -> Optional.empty();

  /**
   * @param parameters to find the domains in, where the permission is per domain
   * @return empty if allowed, else {@link ErrorCode#NO_PERMISSION} naming what is missing
   */
  Optional<Refusal> refusal(AccessKey key, Operation.Permission permission, Parameters parameters);
}
