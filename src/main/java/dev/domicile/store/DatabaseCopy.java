package dev.domicile.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Moves all that an SQLite database holds to an empty PostgreSQL database of the same schema, in
 * one transaction: all of it is there afterwards, read back and compared, or nothing.
 *
 * <p>What is sealed stays sealed as it is, so that the same master key opens it there.
 */
public final class DatabaseCopy {

  /** Rows handed over at a time; some hundred kilobytes. */
  private static final int PORTION = 1_024;

  private static final String TABLES =
      """
      SELECT name FROM sqlite_master
      WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' AND name <> 'schema_version'
      ORDER BY name
      """;

  /**
   * A table that was moved.
   *
   * @param checksum over all its rows, as they were read at either end: 64 hexadecimal digits
   */
  public record Table(String name, long rows, String checksum) {}

  public sealed interface Outcome {

    record Copied(List<Table> tables) implements Outcome {}

    /** Nothing was written. */
    record Refused(String reason) implements Outcome {}
  }

  /** Told how far it has come. */
  public interface Listener {

    /**
     * @param done rows of all tables that are written
     * @param all rows that are to be written
     */
    void written(String table, long done, long all);

    /** All its rows were read back and are the same. */
    void compared(Table table);
  }

  private final Database from;
  private final Database to;
  private final Listener listener;

  /**
   * @param from SQLite, which nobody writes to meanwhile
   * @param to PostgreSQL
   */
  public DatabaseCopy(Database from, Database to, Listener listener) {
    if (from.dialect() != Dialect.SQLITE || to.dialect() != Dialect.POSTGRESQL) {
      throw new IllegalArgumentException("copies go from SQLite to PostgreSQL");
    }
    this.from = from;
    this.to = to;
    this.listener = listener;
  }

  public Outcome run() {
    return from.read(
        source ->
            to.writeIf(
                outcome -> outcome instanceof Outcome.Copied, target -> copy(source, target)));
  }

  private Outcome copy(Sql source, Sql target) {
    List<String> tables = source.rows(TABLES, row -> row.text("name"));
    // whoever uses the target already waits until it is clear what becomes of it
    target.update("LOCK TABLE " + String.join(", ", tables) + " IN EXCLUSIVE MODE");
    Optional<String> taken = tables.stream().filter(table -> !isEmpty(target, table)).findFirst();
    if (taken.isPresent()) {
      return new Outcome.Refused(
          to.place()
              + " is not empty: its table "
              + taken.get()
              + " has rows; make a new database, or drop this one's tables if nobody needs them");
    }
    long all = tables.stream().mapToLong(table -> count(source, table)).sum();
    long done = 0;
    List<Table> copied = new ArrayList<>();
    for (String name : tables) {
      List<String> columns = columns(source, name);
      Table written = write(source, target, name, columns, done, all);
      Table found = table(name, digest(target, name, columns));
      if (!found.equals(written)) {
        return new Outcome.Refused(
            "table "
                + name
                + ": "
                + written.rows
                + " rows were sent and "
                + found.rows
                + " found, or their contents differ; nothing was kept");
      }
      target.update("ANALYZE " + name);
      done += written.rows;
      copied.add(written);
      listener.compared(written);
    }
    return new Outcome.Copied(copied);
  }

  private Table write(
      Sql source, Sql target, String name, List<String> columns, long before, long all) {
    String insert =
        "INSERT INTO "
            + name
            + " ("
            + String.join(", ", columns)
            + ") VALUES ("
            + String.join(", ", columns.stream().map(column -> "?").toList())
            + ")";
    RowDigest digest = new RowDigest();
    List<@Nullable Object[]> portion = new ArrayList<>(PORTION);
    source.each(
        select(name, columns),
        row -> {
          @Nullable Object[] values = row.values(columns);
          digest.add(values);
          portion.add(values);
          if (portion.size() == PORTION) {
            target.insert(insert, portion);
            portion.clear();
            listener.written(name, before + digest.rows(), all);
          }
        });
    target.insert(insert, portion);
    listener.written(name, before + digest.rows(), all);
    return table(name, digest);
  }

  private static RowDigest digest(Sql sql, String name, List<String> columns) {
    RowDigest digest = new RowDigest();
    sql.each(select(name, columns), row -> digest.add(row.values(columns)));
    return digest;
  }

  private static Table table(String name, RowDigest digest) {
    return new Table(name, digest.rows(), digest.text());
  }

  private static List<String> columns(Sql source, String table) {
    return source.rows(
        "SELECT name FROM pragma_table_info(?) ORDER BY cid", row -> row.text("name"), table);
  }

  private static String select(String table, List<String> columns) {
    return "SELECT " + String.join(", ", columns) + " FROM " + table;
  }

  private static boolean isEmpty(Sql target, String table) {
    return target.number("SELECT count(*) AS n FROM (SELECT 1 FROM " + table + " LIMIT 1) one")
        == 0;
  }

  private static long count(Sql source, String table) {
    return source.number("SELECT count(*) AS n FROM " + table);
  }
}
