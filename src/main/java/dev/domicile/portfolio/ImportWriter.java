package dev.domicile.portfolio;

import dev.domicile.audit.Audit;
import dev.domicile.store.Database;
import dev.domicile.store.Sql;
import dev.domicile.wire.DomainName;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes the rows of an import, a portion in a transaction, and can take back what it wrote. After
 * each portion it rests for as long as the write lock was held: another process's writers poll for
 * that lock and would not find it free otherwise.
 */
final class ImportWriter {

  /** Rows in one transaction: some 20 ms under the lock. */
  private static final int PORTION = 1_000;

  private final Database database;
  private final Domains domains;
  private final Audit audit;
  private final InstantSource clock;
  private final long accountId;
  private final String actor;

  /** What the import changed so far, for the way back. */
  private final List<ImportRow> written = new ArrayList<>();

  private long added;

  ImportWriter(
      Database database,
      Domains domains,
      Audit audit,
      InstantSource clock,
      long accountId,
      String actor) {
    this.database = database;
    this.domains = domains;
    this.audit = audit;
    this.clock = clock;
    this.accountId = accountId;
    this.actor = actor;
  }

  long added() {
    return added;
  }

  /**
   * Writes until a line is met that became bad since it was checked.
   *
   * @param skipBad whether to tell of such a line and go on
   * @return lines that became bad: none, unless {@code skipBad}, means that all is written
   */
  int write(List<ImportRow> rows, boolean skipBad, ImportListener listener) {
    int bad = 0;
    for (int from = 0; from < rows.size() && (skipBad || bad == 0); from += PORTION) {
      List<ImportRow> portion = rows.subList(from, Math.min(from + PORTION, rows.size()));
      long began = System.nanoTime();
      Portion done = database.write(sql -> portion(sql, portion));
      long held = System.nanoTime() - began;
      written.addAll(done.written);
      added += done.added;
      bad += done.bad.size();
      done.bad.forEach(
          row -> listener.badLine(row.line, row.name + " or its InstanceId was taken meanwhile"));
      listener.written(from + portion.size(), rows.size());
      LockSupport.parkNanos(held);
    }
    return bad;
  }

  /** Takes back all that was written. */
  void undo() {
    for (int from = 0; from < written.size(); from += PORTION) {
      List<ImportRow> portion = written.subList(from, Math.min(from + PORTION, written.size()));
      long began = System.nanoTime();
      database.run(sql -> undo(sql, portion));
      LockSupport.parkNanos(System.nanoTime() - began);
    }
    written.clear();
    added = 0;
  }

  private record Portion(List<ImportRow> written, int added, List<ImportRow> bad) {}

  private Portion portion(Sql sql, List<ImportRow> rows) {
    List<ImportRow> fresh = rows.stream().filter(r -> r.work() == ImportRow.Work.ADD).toList();
    List<ImportRow> dated =
        rows.stream().filter(r -> r.work() == ImportRow.Work.SET_DATES).toList();
    List<ImportRow> done = new ArrayList<>(dated);
    List<ImportRow> bad = new ArrayList<>();
    domains.setDates(sql, dated.stream().map(this::domain).toList());
    boolean[] isNew =
        domains.insert(sql, fresh.stream().map(this::domain).toList(), clock.millis());
    for (int i = 0; i < isNew.length; i++) {
      ImportRow row = fresh.get(i);
      if (isNew[i]) {
        done.add(row);
      } else if (!heldAsWanted(sql, row)) {
        bad.add(row);
      }
    }
    int addedNow = done.size() - dated.size();
    if (!done.isEmpty()) {
      tell(sql, "domains.imported", "added=" + addedNow + " dated=" + dated.size());
    }
    return new Portion(done, addedNow, bad);
  }

  /** Another import of the same account may have been quicker with the same domain. */
  private boolean heldAsWanted(Sql sql, ImportRow row) {
    Optional<Domain> held = domains.find(sql, new DomainName(row.name));
    return held.isPresent()
        && held.get().accountId() == accountId
        && (row.instanceId == null || row.instanceId.equals(held.get().instanceId()));
  }

  private void undo(Sql sql, List<ImportRow> rows) {
    List<String> fresh = new ArrayList<>();
    List<Domain> dated = new ArrayList<>();
    for (ImportRow row : rows) {
      if (row.work() == ImportRow.Work.ADD) {
        fresh.add(row.name);
      } else {
        dated.add(
            new Domain(
                new DomainName(row.name),
                accountId,
                "",
                ImportRow.date(row.heldRegistration),
                ImportRow.date(row.heldExpiration)));
      }
    }
    domains.remove(sql, accountId, fresh);
    domains.setDates(sql, dated);
    tell(sql, "domains.import-undone", "removed=" + fresh.size() + " dated=" + dated.size());
  }

  private void tell(Sql sql, String kind, String detail) {
    audit.entry(sql, clock.millis(), accountId, actor, kind, "", detail);
  }

  private Domain domain(ImportRow row) {
    String instanceId = row.instanceId == null ? domains.newId(clock.millis()) : row.instanceId;
    return new Domain(
        new DomainName(row.name),
        accountId,
        instanceId,
        row.registrationDate(),
        row.expirationDate());
  }
}
