package dev.domicile.portfolio;

import dev.domicile.wire.DomainName;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * How a domain at its registry differs from what was known of it here.
 *
 * @param accountId whose domain it is
 * @param findings one at least
 */
public record Drift(DomainName name, long accountId, List<Finding> findings) {

  public Drift {
    findings = List.copyOf(findings);
  }

  /** One difference. */
  public sealed interface Finding {}

  /** The registry has no such domain (2303). */
  public record Gone() implements Finding {}

  /**
   * Another registrar sponsors it.
   *
   * @param sponsor its clID; null where the registry does not show the domain to us (2201)
   */
  public record OtherSponsor(@Nullable String sponsor) implements Finding {}

  /** Against the last reading; {@code ok} is left out, since it only says that there is none. */
  public record Statuses(SortedSet<String> added, SortedSet<String> removed) implements Finding {}

  /**
   * Other contacts than in the last reading.
   *
   * @param role {@code registrant} or one of {@link dev.domicile.registry.Role}, in lower case
   */
  public record Handles(String role, List<String> before, List<String> now) implements Finding {
    public Handles {
      before = List.copyOf(before);
      now = List.copyOf(now);
    }
  }
}
