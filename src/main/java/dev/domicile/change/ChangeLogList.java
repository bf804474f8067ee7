package dev.domicile.change;

import dev.domicile.api.Answer;
import dev.domicile.api.ApiTime;
import dev.domicile.api.Call;
import dev.domicile.api.Description;
import dev.domicile.api.Lang;
import dev.domicile.api.Operation;
import dev.domicile.api.Paging;
import dev.domicile.api.Parameter;
import dev.domicile.api.Parameters;
import dev.domicile.api.Refusal;
import dev.domicile.api.Tree;
import dev.domicile.api.Version;
import dev.domicile.audit.Audit;
import dev.domicile.audit.AuditLog;
import dev.domicile.store.Database;
import dev.domicile.store.Sql;
import dev.domicile.task.TaskOrigins;
import dev.domicile.wire.DomainName;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** QueryChangeLogList: what was changed at the registries, newest first, from the audit. */
public final class ChangeLogList implements Operation {

  /** Largest PageSize that the API documents. */
  private static final int LARGEST_PAGE = 100;

  /** The API lists so many rows; ResultLimit tells that there are more. */
  private static final int ROWS = 1_000;

  private static final List<String> KINDS =
      Arrays.stream(TaskType.values()).map(TaskType::name).toList();

  private static final Description DESCRIBED =
      Description.of("What was changed at the registries, newest first; 1,000 rows at most.")
          .with(Paging.parameters(LARGEST_PAGE))
          .with(Parameter.optional("DomainName", Parameter.Kind.TEXT, "Only this domain name."))
          .with(
              Parameter.optional(
                  "StartDate",
                  Parameter.Kind.INTEGER,
                  "Changes of this day and later: epoch milliseconds, of which the day counts."))
          .with(
              Parameter.optional(
                  "EndDate",
                  Parameter.Kind.INTEGER,
                  "Changes of this day and before: epoch milliseconds, of which the day counts."));

  private final Database database;
  private final AuditLog audit;
  private final TaskOrigins origins;
  private final ApiTime time;

  public ChangeLogList(Database database, AuditLog audit, TaskOrigins origins, ApiTime time) {
    this.database = database;
    this.audit = audit;
    this.origins = origins;
    this.time = time;
  }

  @Override
  public String name() {
    return "QueryChangeLogList";
  }

  @Override
  public Set<Version> versions() {
    return Set.of(Version.V2018_01_29, Version.V2017_12_18);
  }

  @Override
  public Permission permission() {
    return new Permission("domain:QueryChangeLog", false, false);
  }

  @Override
  public Description describe() {
    return DESCRIBED;
  }

  @Override
  public Answer run(Call call) {
    Parameters in = call.parameters();
    Paging paging = Paging.read(in, LARGEST_PAGE);
    AuditLog.Query query = query(in);
    if (in.refusal() instanceof Refusal refusal) {
      return Answer.refused(refusal);
    }
    return database.read(sql -> Answer.ok(page(sql, call, paging, query)));
  }

  private AuditLog.Query query(Parameters in) {
    String name =
        in.text("DomainName")
            .map(given -> DomainName.parse(given).map(DomainName::ascii).orElse(given))
            .orElse(null);
    return new AuditLog.Query(
        KINDS,
        name,
        in.number("StartDate", 0, CreateTimes.LATEST).map(time::startOfDay).orElse(Long.MIN_VALUE),
        in.number("EndDate", 0, CreateTimes.LATEST)
            .map(time::startOfNextDay)
            .orElse(Long.MAX_VALUE));
  }

  private Tree.Obj page(Sql sql, Call call, Paging paging, AuditLog.Query query) {
    long account = call.caller().accountId();
    List<Audit.Entry> found = audit.newest(sql, account, query, ROWS + 1);
    int total = Math.min(found.size(), ROWS);
    List<Audit.Entry> page =
        found.subList(
            Math.min(paging.offset(), total), Math.min(paging.offset() + paging.size(), total));
    Set<Long> tasks =
        page.stream()
            .flatMap(entry -> new AuditDetail(entry.detail()).task().stream())
            .collect(Collectors.toSet());
    Map<Long, TaskOrigins.Origin> from = origins.of(sql, account, tasks);
    List<Tree.Obj> rows = page.stream().map(entry -> row(call.lang(), entry, from)).toList();
    return paging
        .envelope(total)
        .put("ResultLimit", found.size() > ROWS)
        .put("Data", Tree.object().put("ChangeLog", Tree.rows(rows)));
  }

  private Tree.Obj row(Lang lang, Audit.Entry entry, Map<Long, TaskOrigins.Origin> from) {
    AuditDetail detail = new AuditDetail(entry.detail());
    Optional<TaskOrigins.Origin> origin = detail.task().map(from::get);
    return Tree.object()
        .put("DomainName", new DomainName(entry.subject()).unicode())
        .put("Operation", TaskType.valueOf(entry.kind()).description(lang))
        .put("OperationIPAddress", origin.map(TaskOrigins.Origin::clientIp).orElse(""))
        .put("Details", detail.shown())
        .put("Result", "SUCCESS")
        .put("Time", time.text(entry.at()))
        .put("Remark", origin.map(TaskOrigins.Origin::taskNo).orElse(""));
  }
}
