package dev.domicile.audit;

import dev.domicile.audit.ChainPoints.Kept;
import dev.domicile.audit.ChainPoints.Name;
import dev.domicile.seal.Seal;
import dev.domicile.store.Database;
import dev.domicile.store.Sql;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Reads the whole chain and recomputes it: whether any entry was altered, removed, put in or moved.
 * Changes nothing, and may be run beside the service.
 */
public final class AuditCheck {

  private static final int PAGE = 1_000;

  /** Beyond some, more of them tell nothing new. */
  private static final int FINDINGS = 100;

  /**
   * What was found.
   *
   * @param entries how many were read
   * @param removed how many are gone because their time was over, as the chain says itself
   * @param head the end of the chain; with it kept elsewhere, a later check tells whether the chain
   *     was written anew
   * @param unchained entries that are not yet part of the chain, and are not vouched for
   * @param findings one line each, at most 100; empty where all is as it was written
   * @param more findings that are left out
   */
  public record Result(
      long entries,
      long removed,
      ChainPoint head,
      long unchained,
      List<String> findings,
      long more) {}

  private record View(ChainPoint base, List<ChainedEntry> entries) {}

  private final Database database;
  private final ChainPoints points;

  private final List<String> findings = new ArrayList<>();
  private long more;

  public AuditCheck(Database database, Seal seal) {
    this.database = database;
    this.points = new ChainPoints(seal);
  }

  /**
   * @param known ends of the chain that were kept elsewhere
   * @param progress told how many places are behind it
   * @param all told once, before, how many places there are
   */
  public Result run(List<ChainPoint> known, LongConsumer all, LongConsumer progress) {
    ChainPoint head = proved(Name.HEAD);
    ChainPoint base = proved(Name.BASE);
    all.accept(head.place() - base.place());
    ChainPoint last = base;
    long entries = 0;
    while (true) {
      long from = last.place();
      View view = database.read(sql -> view(sql, from));
      if (view.base().place() > from) {
        // the service removed old entries meanwhile
        last = view.base();
        continue;
      }
      for (ChainedEntry entry : view.entries()) {
        if (entry.place() <= head.place()) {
          last = next(last, entry);
          entries++;
          compare(known, last);
        }
      }
      progress.accept(last.place() - base.place());
      if (view.entries().size() < PAGE || last.place() >= head.place()) {
        break;
      }
    }
    end(head, last);
    known.stream()
        .filter(point -> point.place() > head.place())
        .forEach(
            point -> find("the chain ends before entry " + point.place() + ", which is known"));
    lookBehindTheEnd();
    return new Result(entries, base.place(), head, unchained(), List.copyOf(findings), more);
  }

  private View view(Sql sql, long from) {
    return new View(points.get(sql, Name.BASE), ChainPages.after(sql, from, PAGE));
  }

  private ChainPoint proved(Name name) {
    return database
        .read(sql -> points.find(sql, name))
        .map(kept -> proved(name, kept))
        .orElse(ChainPoint.BEGINNING);
  }

  private ChainPoint proved(Name name, Kept kept) {
    if (!kept.proved()) {
      find(
          "the record of where the chain "
              + (name == Name.HEAD ? "ends" : "begins")
              + " (entry "
              + kept.point().place()
              + ") was not written by this service");
    }
    return kept.point();
  }

  private ChainPoint next(ChainPoint last, ChainedEntry entry) {
    if (entry.place() > last.place() + 1) {
      find(missing(last.place() + 1, entry.place() - 1));
    } else if (entry.place() <= last.place()) {
      find("entry " + entry.place() + " is there twice");
    } else if (!Arrays.equals(entry.previous(), last.digest())) {
      find(
          last.place() == 0
              ? "entry 1 does not begin the chain"
              : "entry "
                  + last.place()
                  + " is not what entry "
                  + entry.place()
                  + " was chained to: one of the two was altered, replaced or moved");
    }
    return new ChainPoint(entry.place(), entry.digest());
  }

  private static String missing(long from, long to) {
    return from == to
        ? "entry " + from + " is missing"
        : "entries " + from + " to " + to + " are missing";
  }

  private void compare(List<ChainPoint> known, ChainPoint last) {
    for (ChainPoint point : known) {
      if (point.place() == last.place() && !point.equals(last)) {
        find("entry " + last.place() + " has another digest than the one that is known");
      }
    }
  }

  private void end(ChainPoint head, ChainPoint last) {
    if (last.place() < head.place()) {
      find(missing(last.place() + 1, head.place()) + ", at the end of the chain");
    } else if (last.place() == head.place() && !last.equals(head)) {
      find("entry " + head.place() + ", the last, was altered or replaced");
    }
  }

  private void find(String text) {
    if (findings.size() < FINDINGS) {
      findings.add(text);
    } else {
      more++;
    }
  }

  private long unchained() {
    return database.read(
        sql -> sql.number("SELECT count(*) AS n FROM audit_entry WHERE place IS NULL"));
  }

  /** What stands behind the recorded end was not put there by the service. */
  private void lookBehindTheEnd() {
    long behind =
        database.read(
            sql ->
                sql.number(
                    "SELECT count(*) AS n FROM audit_entry WHERE place IS NOT NULL AND place > ?",
                    points.get(sql, Name.HEAD).place()));
    if (behind > 0) {
      find(behind + " entries stand behind the recorded end of the chain");
    }
  }
}
