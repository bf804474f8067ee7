package dev.domicile.api;

import java.util.Set;

/** One operation of the API. Features implement it; {@code App} registers them. */
public interface Operation {

  /** As in the Action parameter: SaveBatchTaskForUpdatingContactInfoByNewContact. */
  String name();

  Set<Version> versions();

  Permission permission();

  /**
   * What it takes and refuses. The parameters that the gateway knows (Action, Lang, UserClientIp
   * and the like) are left out; other names than those told here are ignored, up to a limit.
   */
  Description describe();

  /**
   * Runs after the gateway's checks; the answer is written in the format and language that the call
   * asked for.
   */
  Answer run(Call call);

  /**
   * What a key must be allowed (reference: the RAM tables of the Domain API).
   *
   * @param action such as domain:DomainInfoModification
   * @param perDomain whether the resource is one domain, or all of the account
   * @param writes whether the operation changes anything: its nonce is then kept across restarts
   */
  record Permission(String action, boolean perDomain, boolean writes) {}
}
