package dev.domicile.store;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows in every table of whatever schema a database has, and a look at them later. */
final class Filled {

  private static final int ROWS = 3;

  private static final Map<Dialect, String> COLUMNS =
      Map.of(
          Dialect.SQLITE,
          """
          SELECT m.name AS tab, c.name AS col, lower(c.type) AS type
          FROM sqlite_master m JOIN pragma_table_info(m.name) c
          WHERE m.type = 'table' ORDER BY m.name, c.cid
          """,
          Dialect.POSTGRESQL,
          """
          SELECT table_name AS tab, column_name AS col, data_type AS type
          FROM information_schema.columns
          WHERE table_schema = current_schema() ORDER BY table_name, ordinal_position
          """);

  private record Column(String table, String name, String type) {}

  private final Map<String, List<Column>> tables;
  private final Map<String, List<String>> rows = new LinkedHashMap<>();

  private Filled(Database database) {
    tables = tables(database);
  }

  /** A row differs from the others in every column, and no two columns of a table hold the same. */
  static Filled of(Database database) {
    Filled filled = new Filled(database);
    database.run(sql -> filled.tables.forEach((table, columns) -> put(sql, table, columns)));
    filled.tables.forEach(
        (table, columns) -> filled.rows.put(table, rows(database, table, columns)));
    return filled;
  }

  /** Table by table: each row as text, in the columns that it had when it was put there. */
  Map<String, List<String>> rows() {
    return rows;
  }

  /** The same rows in the same columns, of those tables and columns that are still there. */
  Map<String, List<String>> rowsNow(Database database) {
    Map<String, List<Column>> now = tables(database);
    Map<String, List<String>> found = new LinkedHashMap<>();
    tables.forEach(
        (table, columns) -> {
          if (now.getOrDefault(table, List.of()).containsAll(columns)) {
            found.put(table, rows(database, table, columns));
          }
        });
    return found;
  }

  /** Tables, columns and their types. */
  static String schema(Database database) {
    return tables(database).toString();
  }

  private static Map<String, List<Column>> tables(Database database) {
    return database.read(
        sql ->
            sql
                .rows(
                    COLUMNS.get(sql.dialect()),
                    row -> new Column(row.text("tab"), row.text("col"), row.text("type")))
                .stream()
                .filter(column -> !column.table.equals("schema_version"))
                .collect(
                    Collectors.groupingBy(Column::table, LinkedHashMap::new, Collectors.toList())));
  }

  private static void put(Sql sql, String table, List<Column> columns) {
    String names = columns.stream().map(Column::name).collect(Collectors.joining(", "));
    String marks = columns.stream().map(column -> "?").collect(Collectors.joining(", "));
    for (int i = 1; i <= ROWS; i++) {
      int row = i;
      sql.update(
          "INSERT INTO " + table + " (" + names + ") VALUES (" + marks + ")",
          IntStream.range(0, columns.size())
              .mapToObj(at -> value(columns.get(at), row, at))
              .toArray());
    }
  }

  private static Object value(Column column, int row, int at) {
    long number = 1_000L * row + at;
    return switch (column.type) {
      case "text" -> column.name + number;
      case "bigint" -> number;
      case "bytea" -> (column.name + number).getBytes(StandardCharsets.UTF_8);
      default -> throw new IllegalStateException(column.toString());
    };
  }

  private static List<String> rows(Database database, String table, List<Column> columns) {
    String names = columns.stream().map(Column::name).collect(Collectors.joining(", "));
    return database.read(
        sql ->
            sql
                .rows(
                    "SELECT " + names + " FROM " + table,
                    row -> columns.stream().map(column -> text(row, column)).toList().toString())
                .stream()
                .sorted()
                .toList());
  }

  private static String text(Row row, Column column) {
    return switch (column.type) {
      case "bigint" -> Long.toString(row.number(column.name));
      case "bytea" -> new String(row.bytes(column.name), StandardCharsets.UTF_8);
      default -> row.text(column.name);
    };
  }
}
