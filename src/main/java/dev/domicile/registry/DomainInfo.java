package dev.domicile.registry;

import dev.domicile.wire.DomainName;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a registry holds of a domain (RFC 5731 section 3.1.2).
 *
 * @param sponsor the clID of the sponsoring registrar
 * @param registrant the registrant's handle as the registry writes it, null where it holds none
 * @param roles handles by role, in the registry's order and spelling; a role without contacts is
 *     absent
 * @param statuses the {@code s} attributes, such as {@code clientTransferProhibited}
 */
public record DomainInfo(
    DomainName name,
    String sponsor,
    @Nullable String registrant,
    Map<Role, List<String>> roles,
    Set<String> statuses) {
  public DomainInfo {
    roles = Map.copyOf(roles);
    statuses = Set.copyOf(statuses);
  }
}
