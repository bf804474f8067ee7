package dev.domicile.portfolio;

import dev.domicile.audit.Audit;
import dev.domicile.store.Database;
import dev.domicile.wire.DomainName;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Brings a file of domains into an account's portfolio: all of them, or the good ones, or none. It
 * contacts no registry.
 *
 * <p>The file is read and checked first, without any lock; what it says is kept in memory, some 300
 * bytes a line. Then it is written in short transactions, so that a service on the same database
 * goes on. A process killed in between leaves a part behind, and the same import run again
 * completes it.
 */
public final class ImportDomains {

  /** Lines of a file; more would need more memory than the command has. */
  private static final int MOST_LINES = 2_000_000;

  private static final int PORTION = 1_000;

  /** What becomes of a domain that the account holds already. */
  public enum Mode {
    /** It stays as it is. */
    ADD,
    /** It takes the dates of the file. */
    UPSERT
  }

  private final Database database;
  private final Domains domains;
  private final Audit audit;
  private final InstantSource clock;
  private final ZoneId zone;
  private final Optional<Registries> registries;
  private final int mostLines;

  /**
   * @param zone of the file's dates that name none
   * @param registries to tell of names that none serves; empty where that is not known
   */
  public ImportDomains(
      Database database,
      Domains domains,
      Audit audit,
      InstantSource clock,
      ZoneId zone,
      Optional<Registries> registries) {
    this(database, domains, audit, clock, zone, registries, MOST_LINES);
  }

  ImportDomains(
      Database database,
      Domains domains,
      Audit audit,
      InstantSource clock,
      ZoneId zone,
      Optional<Registries> registries,
      int mostLines) {
    this.database = database;
    this.domains = domains;
    this.audit = audit;
    this.clock = clock;
    this.zone = zone;
    this.registries = registries;
    this.mostLines = mostLines;
  }

  /**
   * @param actor for the audit
   * @param skipBad whether to import the good lines where there are bad ones
   */
  public ImportOutcome run(
      Path file,
      long accountId,
      Mode mode,
      String actor,
      boolean skipBad,
      ImportListener listener) {
    ImportCheck check = new ImportCheck(domains, accountId, mode);
    long bad;
    try {
      bad = check(file, check, listener);
    } catch (ImportFileRefused e) {
      return new ImportOutcome.Refused(String.valueOf(e.getMessage()));
    } catch (NoSuchFileException e) {
      return new ImportOutcome.Refused("is not there");
    } catch (IOException e) {
      return new ImportOutcome.Refused("cannot be read: " + e.getMessage());
    }
    if (bad > 0 && !skipBad) {
      return new ImportOutcome.NothingImported(bad);
    }
    return write(check, accountId, actor, skipBad, bad, listener);
  }

  private long check(Path file, ImportCheck check, ImportListener listener)
      throws IOException, ImportFileRefused {
    long lines = 0;
    long bad = 0;
    try (ImportFile lineByLine = ImportFile.open(file, zone)) {
      for (List<ImportLine> portion = lineByLine.next(PORTION);
          !portion.isEmpty();
          portion = lineByLine.next(PORTION)) {
        List<ImportLine> now = portion;
        bad += database.read(sql -> check.portion(sql, now, listener));
        lines += now.size();
        listener.checked(lines);
        if (lines > mostLines) {
          throw new ImportFileRefused("has over " + mostLines + " lines; split it");
        }
      }
    }
    return bad;
  }

  private ImportOutcome write(
      ImportCheck check,
      long accountId,
      String actor,
      boolean skipBad,
      long badBefore,
      ImportListener listener) {
    List<ImportRow> rows = new ArrayList<>(check.rows());
    // in the order of the names: neighbours lie on neighbouring pages, and two imports at a time
    // meet in one order
    rows.sort(Comparator.comparing(row -> row.name));
    ImportWriter writer = new ImportWriter(database, domains, audit, clock, accountId, actor);
    int bad;
    try {
      bad = writer.write(rows, skipBad, listener);
    } catch (RuntimeException e) {
      undo(writer, e);
      throw e;
    }
    if (bad > 0 && !skipBad) {
      writer.undo();
      return new ImportOutcome.NothingImported(bad);
    }
    return new ImportOutcome.Imported(
        writer.added(),
        rows.size() - bad - writer.added(),
        check.repeats(),
        badBefore + bad,
        notServed(rows));
  }

  /** As far as it can be done: the database is in trouble, and that is what must be told. */
  private static void undo(ImportWriter writer, RuntimeException trouble) {
    try {
      writer.undo();
    } catch (RuntimeException again) {
      trouble.addSuppressed(again);
    }
  }

  private TreeMap<String, Long> notServed(List<ImportRow> rows) {
    TreeMap<String, Long> counts = new TreeMap<>();
    if (registries.isPresent()) {
      for (ImportRow row : rows) {
        if (registries.get().of(new DomainName(row.name)).isEmpty()) {
          counts.merge(row.name.substring(row.name.lastIndexOf('.') + 1), 1L, Long::sum);
        }
      }
    }
    return counts;
  }
}
