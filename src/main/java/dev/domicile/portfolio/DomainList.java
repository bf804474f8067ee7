package dev.domicile.portfolio;

import dev.domicile.api.Answer;
import dev.domicile.api.ApiTime;
import dev.domicile.api.Call;
import dev.domicile.api.Description;
import dev.domicile.api.ErrorCode;
import dev.domicile.api.Operation;
import dev.domicile.api.Paging;
import dev.domicile.api.Parameter;
import dev.domicile.api.Parameters;
import dev.domicile.api.Refusal;
import dev.domicile.api.Tree;
import dev.domicile.api.Version;
import dev.domicile.store.Database;
import dev.domicile.store.Sql;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** QueryDomainList: the account's domains, by page. */
public final class DomainList implements Operation {

  private static final String KIND = "ProductDomainType";

  /** Largest PageSize; the API documents none. */
  private static final int LARGEST_PAGE = 1_000;

  /** Up to here, an index gives a page of all domains at once. */
  private static final int LATER_PAGE = 10_000;

  /** 9999-12-31T23:59:59.999Z: beyond it, times are not written with four digits of a year. */
  private static final long LATEST = 253_402_300_799_999L;

  /**
   * What this service holds no data for: to ignore such a filter would answer with the wrong
   * domains.
   */
  private static final List<String> NOT_HELD =
      List.of(
          "DomainGroupId",
          "Ccompany",
          "ResourceGroupId",
          "Tag",
          "Registrar",
          "Dns",
          "AutoRenewEnabled");

  private static final Description DESCRIBED =
      Description.of("The account's domain names by page.")
          .with(Paging.parameters(LARGEST_PAGE))
          .with(
              Parameter.optional(
                  "DomainName", Parameter.Kind.TEXT, "Only names that contain this text."))
          .with(
              Parameter.optional(
                  KIND,
                  Parameter.Kind.TEXT,
                  "Only names of this kind of TLD: " + String.join(", ", DomainKind.texts()) + "."))
          .with(dates("Expiration", "expire"))
          .with(dates("Registration", "were registered"))
          .with(
              Parameter.optional(
                  "QueryType",
                  Parameter.Kind.INTEGER,
                  "Only names that need to be renewed (1) or redeemed (2)."))
          .with(
              Parameter.optional(
                  "OrderByType", Parameter.Kind.TEXT, "ASC or DESC; without it DESC."))
          .with(
              Parameter.optional(
                  "OrderKeyType",
                  Parameter.Kind.TEXT,
                  "RegistrationDate or ExpirationDate; without it RegistrationDate."))
          .with(NOT_HELD.stream().map(DomainList::notHeld).toList())
          .refusing(ErrorCode.PARAMETER_ILLEGAL);

  private final Database database;
  private final Domains domains;
  private final NamesInMemory names;
  private final ApiTime time;
  private final DomainFields fields;
  private final InstantSource clock;

  public DomainList(
      Database database, Domains domains, NamesInMemory names, ApiTime time, InstantSource clock) {
    this.database = database;
    this.domains = domains;
    this.names = names;
    this.time = time;
    this.fields = new DomainFields(time);
    this.clock = clock;
  }

  @Override
  public String name() {
    return "QueryDomainList";
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
    return DESCRIBED;
  }

  @Override
  public Answer run(Call call) {
    Parameters in = call.parameters();
    Paging paging = Paging.read(in, LARGEST_PAGE);
    long now = clock.millis();
    DomainPage.Filter filter = filter(in, now);
    boolean ascending = in.oneOf("OrderByType", List.of("DESC", "ASC")).equals("ASC");
    DomainPage.Key key =
        in.oneOf("OrderKeyType", List.of("RegistrationDate", "ExpirationDate"))
                .equals("ExpirationDate")
            ? DomainPage.Key.EXPIRATION
            : DomainPage.Key.REGISTRATION;
    refuseNotHeld(in);
    if (in.refusal() instanceof Refusal refusal) {
      return Answer.refused(refusal);
    }
    return database.read(
        sql -> {
          DomainPage.Found found =
              find(sql, call.caller().accountId(), filter, key, ascending, paging);
          List<Tree.Obj> rows = found.rows().stream().map(domain -> row(domain, now)).toList();
          return Answer.ok(
              paging
                  .envelope(found.total())
                  .put("Data", Tree.object().put("Domain", Tree.rows(rows))));
        });
  }

  private DomainPage.Found find(
      Sql sql,
      long accountId,
      DomainPage.Filter filter,
      DomainPage.Key key,
      boolean ascending,
      Paging paging) {
    boolean index = filter.none() && paging.offset() < LATER_PAGE;
    Optional<HeldNames> inMemory = index ? Optional.empty() : names.asOf(sql, accountId);
    if (inMemory.isPresent()) {
      HeldNames.Hits hits =
          inMemory.get().find(filter, key, ascending, paging.offset(), paging.size());
      return new DomainPage.Found(hits.total(), domains.inOrder(sql, hits.names()));
    }
    return new DomainPage(domains, sql, accountId, filter)
        .find(key, ascending, paging.offset(), paging.size());
  }

  private DomainPage.Filter filter(Parameters in, long now) {
    Long expiresFrom = start(in, "StartExpirationDate");
    Long expiresTo = end(in, "EndExpirationDate");
    Optional<Integer> type = in.integer("QueryType", 1, 2);
    if (type.isPresent()) {
      long month = DomainFields.RENEWAL.toMillis();
      boolean renew = type.get() == 1;
      expiresFrom = later(expiresFrom, renew ? now - month : 1);
      expiresTo = earlier(expiresTo, renew ? now + month + 1 : now - month);
    }
    return new DomainPage.Filter(
        in.text("DomainName").map(DomainList::stored).orElse(null),
        kind(in),
        start(in, "StartRegistrationDate"),
        end(in, "EndRegistrationDate"),
        expiresFrom,
        expiresTo);
  }

  private static @Nullable DomainKind kind(Parameters in) {
    return in.text(KIND).isEmpty() ? null : DomainKind.ofText(in.oneOf(KIND, DomainKind.texts()));
  }

  /** Part of a name as it is stored: a part in Unicode is looked for in its A-label form. */
  private static String stored(String part) {
    return dev.domicile.wire.DomainName.parse(part)
        .map(dev.domicile.wire.DomainName::ascii)
        .orElse(part);
  }

  /** Filters count by day: the whole day of the given time belongs to the range. */
  private @Nullable Long start(Parameters in, String name) {
    return in.number(name, 0, LATEST).map(time::startOfDay).orElse(null);
  }

  private @Nullable Long end(Parameters in, String name) {
    return in.number(name, 0, LATEST).map(time::startOfNextDay).orElse(null);
  }

  private static long later(@Nullable Long one, long other) {
    return one == null ? other : Math.max(one, other);
  }

  private static long earlier(@Nullable Long one, long other) {
    return one == null ? other : Math.min(one, other);
  }

  private static List<Parameter> dates(String what, String happened) {
    return List.of(
        Parameter.optional(
            "Start" + what + "Date",
            Parameter.Kind.INTEGER,
            "Only names that "
                + happened
                + " on this day or later: epoch milliseconds, of which the day counts."),
        Parameter.optional(
            "End" + what + "Date",
            Parameter.Kind.INTEGER,
            "Only names that "
                + happened
                + " on this day or before: epoch milliseconds, of which the day counts."));
  }

  private static Parameter notHeld(String name) {
    return Parameter.optional(
        name, Parameter.Kind.TEXT, "Refused: this service holds no such data of domain names.");
  }

  private static void refuseNotHeld(Parameters in) {
    for (String name : NOT_HELD) {
      if (in.text(name).isPresent()
          || !in.list(name).isEmpty()
          || in.text(name + ".1.Key").isPresent()) {
        in.refuse(
            Refusal.illegal(
                name + ": this service holds no such data of domain names; leave the filter out.",
                name + "：本服务不保存该数据，请去掉该筛选条件。"));
      }
    }
  }

  private Tree.Obj row(Domain domain, long now) {
    Tree.Obj row = Tree.object();
    fields.put(row, domain, now);
    return row.put("DomainAuditStatus", "NONAUDIT")
        .put("Premium", false)
        .put("ProductId", "")
        .put("Remark", "")
        .put("DomainGroupId", "")
        .put("DomainGroupName", "");
  }
}
