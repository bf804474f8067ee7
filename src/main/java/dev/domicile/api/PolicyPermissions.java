package dev.domicile.api;

import dev.domicile.account.AccessKey;
import dev.domicile.account.Policy;
import dev.domicile.account.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Permissions by the policy of the access key: domain by domain where the operation acts on
 * domains, else on the account as a whole.
 */
public final class PolicyPermissions implements Permissions {

  private static final String DOMAINS = "DomainName";

  /** Resources named in a refusal; the others are counted. */
  private static final int NAMED = 5;

  @Override
  public Optional<Refusal> refusal(
      AccessKey key, Operation.Permission permission, Parameters parameters) {
    if (key.policy() == Policy.EVERYTHING) {
      return Optional.empty();
    }
    Policy.Rules rules = key.policy().on(permission.action());
    List<Resource> missing = new ArrayList<>();
    for (Resource resource : resources(key, permission, parameters)) {
      if (!rules.allow(resource)) {
        missing.add(resource);
      }
    }
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(refusal(permission.action(), missing));
  }

  /** One that names no domain has to be allowed on all of them. */
  private static List<Resource> resources(
      AccessKey key, Operation.Permission permission, Parameters parameters) {
    List<String> names = permission.perDomain() ? parameters.list(DOMAINS) : List.of();
    return names.isEmpty()
        ? List.of(Resource.account(key.caller()))
        : names.stream().map(name -> Resource.domain(key.caller(), name)).distinct().toList();
  }

  private static Refusal refusal(String action, List<Resource> missing) {
    StringBuilder named = new StringBuilder();
    for (Resource resource : missing.subList(0, Math.min(NAMED, missing.size()))) {
      named.append(named.isEmpty() ? "" : ", ").append(shown(resource));
    }
    int more = missing.size() - NAMED;
    return Refusal.of(
        ErrorCode.NO_PERMISSION,
        "The policy of its access key does not allow "
            + action
            + " on "
            + named
            + (more > 0 ? " and " + more + " more." : "."),
        "AccessKey的权限策略不允许"
            + action
            + "："
            + named
            + (more > 0 ? "等" + missing.size() + "个。" : "。"));
  }

  private static String shown(Resource resource) {
    String text = resource.text();
    int name = text.indexOf('/') + 1;
    return text.substring(0, name) + FormParameters.name(text.substring(name));
  }
}
