package dev.domicile.change;

import dev.domicile.api.Parameters;
import dev.domicile.portfolio.Domains;
import dev.domicile.store.Sql;
import dev.domicile.wire.DomainName;
import java.util.Optional;

/** The one domain that a query's DomainName and InstanceId name, where it names any. */
record DomainFilter(Optional<String> domainName, Optional<String> instanceId) {

  static DomainFilter read(Parameters in) {
    return new DomainFilter(in.text("DomainName"), in.text("InstanceId"));
  }

  boolean absent() {
    return domainName.isEmpty() && instanceId.isEmpty();
  }

  /** Empty where they name none, or two. */
  Optional<String> subject(Sql sql, Domains domains) {
    Optional<String> byName = domainName.flatMap(DomainName::parse).map(DomainName::ascii);
    if (instanceId.isEmpty()) {
      return byName;
    }
    Optional<String> byId =
        domains.findByInstanceId(sql, instanceId.get()).map(domain -> domain.name().ascii());
    return domainName.isEmpty() || byId.equals(byName) ? byId : Optional.empty();
  }
}
