package dev.domicile.seal;

import dev.domicile.store.Database;
import dev.domicile.store.Sql;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Seals with the present key what another one has sealed, a small piece at a time and beside those
 * who read and write it. A row that somebody changes meanwhile is theirs, and sealed by them.
 */
public final class Resealing {

  private final Database database;
  private final Seal seal;
  private final List<SealedRows> tables;
  private final int piece;

  /**
   * @param piece rows sealed anew in one transaction, at most
   */
  public Resealing(Database database, Seal seal, List<SealedRows> tables, int piece) {
    this.database = database;
    this.seal = seal;
    this.tables = List.copyOf(tables);
    this.piece = piece;
  }

  /** How many values are sealed in all. */
  public long rows() {
    return database.read(
        sql ->
            tables.stream()
                .mapToLong(
                    table ->
                        sql.number(
                            "SELECT count(*) AS n FROM %s WHERE %s IS NOT NULL"
                                .formatted(table.table(), table.column())))
                .sum());
  }

  /**
   * Looks at every value once. May be ended at any time, and begun anew.
   *
   * @param progress told how many it has looked at
   * @return how many were sealed with another key; 0 where nothing uses one any more
   */
  public long run(LongConsumer progress) {
    long seen = 0;
    long other = 0;
    for (SealedRows table : tables) {
      Object @Nullable [] last = null;
      while (true) {
        Object @Nullable [] after = last;
        List<Value> page = database.read(sql -> page(sql, table, after));
        List<Value> old = page.stream().filter(value -> !seal.isCurrent(value.sealed)).toList();
        if (!old.isEmpty()) {
          database.run(sql -> put(sql, table, old));
        }
        seen += page.size();
        other += old.size();
        progress.accept(seen);
        if (page.size() < piece) {
          break;
        }
        last = page.getLast().key;
      }
    }
    return other;
  }

  private record Value(Object[] key, String context, byte[] sealed) {}

  private List<Value> page(Sql sql, SealedRows table, Object @Nullable [] after) {
    String keys = String.join(", ", table.keys());
    List<Object> parameters = new ArrayList<>();
    String from = "";
    if (after != null) {
      from =
          " AND (%s) > (%s)"
              .formatted(keys, String.join(", ", Collections.nCopies(after.length, "?")));
      parameters.addAll(Arrays.asList(after));
    }
    parameters.add(piece);
    return sql.rows(
        "SELECT %s, %s AS sealed_value FROM %s WHERE %s IS NOT NULL%s ORDER BY %s LIMIT ?"
            .formatted(keys, table.column(), table.table(), table.column(), from, keys),
        row ->
            new Value(
                table.key().apply(row), table.context().apply(row), row.bytes("sealed_value")),
        parameters.toArray());
  }

  private void put(Sql sql, SealedRows table, List<Value> old) {
    String where = String.join(" AND ", table.keys().stream().map(key -> key + " = ?").toList());
    List<@Nullable Object[]> updates = new ArrayList<>();
    for (Value value : old) {
      List<Object> parameters = new ArrayList<>();
      parameters.add(seal.seal(seal.open(value.sealed, value.context), value.context));
      parameters.addAll(Arrays.asList(value.key));
      parameters.add(value.sealed);
      updates.add(parameters.toArray());
    }
    sql.batch(
        "UPDATE %s SET %s = ? WHERE %s AND %s = ?"
            .formatted(table.table(), table.column(), where, table.column()),
        updates);
  }
}
