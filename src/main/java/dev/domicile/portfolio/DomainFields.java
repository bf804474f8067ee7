package dev.domicile.portfolio;

import dev.domicile.api.ApiTime;
import dev.domicile.api.Tree;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The fields that the API's lists and single answers show alike of a domain. */
public final class DomainFields {

  /**
   * How long before and after its end a domain is told as in need of renewal, and then of
   * redemption.
   */
  static final Duration RENEWAL = Duration.ofDays(30);

  private static final int NEEDS_RENEWAL = 1;
  private static final int NEEDS_REDEMPTION = 2;
  private static final int NORMAL = 3;

  private final ApiTime time;

  public DomainFields(ApiTime time) {
    this.time = time;
  }

  /** Adds dates and what follows from them. A date that nobody told is an empty text. */
  public void put(Tree.Obj row, Domain domain, long now) {
    row.put("DomainName", domain.name().unicode()).put("InstanceId", domain.instanceId());
    date(row, "RegistrationDate", domain.registrationDate());
    date(row, "ExpirationDate", domain.expirationDate());
    Long end = domain.expirationDate();
    if (end != null) {
      row.put("ExpirationDateStatus", end > now ? "1" : "2");
      row.put("ExpirationCurrDateDiff", Math.floorDiv(end - now, Duration.ofDays(1).toMillis()));
    }
    row.put("DomainStatus", Integer.toString(status(end, now)));
    row.put("DomainType", DomainKind.of(domain.name().ascii()).text());
  }

  static int status(@Nullable Long end, long now) {
    if (end == null || end - now > RENEWAL.toMillis()) {
      return NORMAL;
    }
    return now - end > RENEWAL.toMillis() ? NEEDS_REDEMPTION : NEEDS_RENEWAL;
  }

  private void date(Tree.Obj row, String name, @Nullable Long at) {
    row.put(name, at == null ? "" : time.text(at));
    if (at != null) {
      row.put(name + "Long", at);
    }
  }
}
