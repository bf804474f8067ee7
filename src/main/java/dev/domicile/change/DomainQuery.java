package dev.domicile.change;

import dev.domicile.api.Answer;
import dev.domicile.api.Call;
import dev.domicile.api.Description;
import dev.domicile.api.ErrorCode;
import dev.domicile.api.Operation;
import dev.domicile.api.Parameter;
import dev.domicile.api.Parameters;
import dev.domicile.api.Refusal;
import dev.domicile.api.Version;
import dev.domicile.portfolio.Domain;
import dev.domicile.portfolio.Domains;
import dev.domicile.store.Database;
import dev.domicile.store.Sql;
import dev.domicile.wire.DomainName;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/** QueryDomainByDomainName and QueryDomainByInstanceId: one domain of the account. */
public final class DomainQuery implements Operation {

  /** How a domain is found by what the parameter says. */
  private interface Search {
    Optional<Domain> find(Sql sql, String given);
  }

  private final String name;
  private final String parameter;
  private final Search search;
  private final Description described;
  private final Database database;
  private final DomainDetail detail;
  private final InstantSource clock;

  private DomainQuery(
      String name,
      String parameter,
      Search search,
      Database database,
      DomainDetail detail,
      InstantSource clock) {
    this.name = name;
    this.parameter = parameter;
    this.described =
        Description.of("What is known here of one domain name; the registry is not asked.")
            .with(Parameter.required(parameter, Parameter.Kind.TEXT, "Which of the account's."))
            .refusing(ErrorCode.DOMAIN_NOT_EXIST);
    this.search = search;
    this.database = database;
    this.detail = detail;
    this.clock = clock;
  }

  public static DomainQuery byDomainName(
      Database database, Domains domains, DomainDetail detail, InstantSource clock) {
    return new DomainQuery(
        "QueryDomainByDomainName",
        "DomainName",
        (sql, given) -> DomainName.parse(given).flatMap(name -> domains.find(sql, name)),
        database,
        detail,
        clock);
  }

  public static DomainQuery byInstanceId(
      Database database, Domains domains, DomainDetail detail, InstantSource clock) {
    return new DomainQuery(
        "QueryDomainByInstanceId",
        "InstanceId",
        domains::findByInstanceId,
        database,
        detail,
        clock);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Set<Version> versions() {
    return Set.of(Version.V2018_01_29, Version.V2017_12_18);
  }

  @Override
  public Permission permission() {
    return new Permission("domain:QueryCommonInfo", false, false);
  }

  @Override
  public Description describe() {
    return described;
  }

  @Override
  public Answer run(Call call) {
    Parameters in = call.parameters();
    String given = in.required(parameter);
    if (in.refusal() instanceof Refusal refusal) {
      return Answer.refused(refusal);
    }
    Optional<DomainDetail.Known> known =
        database.read(
            sql ->
                search
                    .find(sql, given)
                    .filter(domain -> domain.accountId() == call.caller().accountId())
                    .map(domain -> detail.read(sql, domain)));
    return known.isEmpty()
        ? Answer.refused(Refusal.of(ErrorCode.DOMAIN_NOT_EXIST))
        : Answer.ok(detail.shown(call.version(), known.get(), clock.millis()));
  }
}
