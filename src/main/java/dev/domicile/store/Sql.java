package dev.domicile.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Runs statements inside one transaction. Positional parameters: null, String, Integer, Long,
 * Boolean (stored as 0 or 1), byte[].
 */
public final class Sql {

  /**
   * Most values of one IN list; SQLite and PostgreSQL both take far more, but statements of one
   * shape are reused.
   */
  private static final int CHUNK = 500;

  /** Rows that the server hands over at a time. */
  private static final int FETCHED = 1_000;

  /** Rows of one INSERT, a power of two; beyond some hundred nothing is gained. */
  private static final int ROWS = 128;

  /** Lists of one statement, a power of two. */
  private static final int LISTS = 64;

  private final Preparer statements;
  private final Dialect dialect;
  private final Map<Integer, Map<String, String>> marked = new HashMap<>();

  Sql(Preparer statements, Dialect dialect) {
    this.statements = statements;
    this.dialect = dialect;
  }

  public Dialect dialect() {
    return dialect;
  }

  public <T> List<T> rows(String text, Function<Row, T> map, @Nullable Object... parameters) {
    Prepared statement = prepared(text, parameters);
    try (ResultSet results = statement.statement().executeQuery()) {
      List<T> found = new ArrayList<>();
      Row row = new Row(results, statement);
      while (results.next()) {
        found.add(map.apply(row));
      }
      return found;
    } catch (SQLException e) {
      throw failed(text, e);
    }
  }

  /** Rows one after the other, however many there are: they are not held together in memory. */
  void each(String text, Consumer<Row> take) {
    Prepared statement = prepared(text, new Object[0]);
    try {
      statement.statement().setFetchSize(FETCHED);
      try (ResultSet results = statement.statement().executeQuery()) {
        Row row = new Row(results, statement);
        while (results.next()) {
          take.accept(row);
        }
      }
    } catch (SQLException e) {
      throw failed(text, e);
    }
  }

  public <T> Optional<T> row(String text, Function<Row, T> map, @Nullable Object... parameters) {
    List<T> found = rows(text, map, parameters);
    if (found.size() > 1) {
      throw new StoreException("more than one row from: " + text, null);
    }
    return found.stream().findFirst();
  }

  /** The number in the first column, named n. */
  public long number(String text, @Nullable Object... parameters) {
    return row(text, row -> row.number("n"), parameters).orElse(0L);
  }

  /**
   * Rows for many keys: {@code text} holds {@code (:keys)} where the list belongs, and its other
   * parameters stand before that place.
   */
  public <T> List<T> rowsForKeys(
      String text, List<String> keys, Function<Row, T> map, @Nullable Object... before) {
    List<T> found = new ArrayList<>();
    for (int from = 0; from < keys.size(); from += CHUNK) {
      List<String> part = keys.subList(from, Math.min(from + CHUNK, keys.size()));
      // padded with its own last key, so that one statement text serves every full or partial chunk
      List<@Nullable Object> parameters = new ArrayList<>(List.of(before));
      parameters.addAll(part);
      int width = part.size() == 1 ? 1 : part.size() <= 10 ? 10 : CHUNK;
      parameters.addAll(Collections.nCopies(width - part.size(), part.getLast()));
      found.addAll(rows(withMarks(text, width), map, parameters.toArray()));
    }
    return found;
  }

  /** One text for one width: a text that is the same object is found faster among the prepared. */
  private String withMarks(String text, int width) {
    return marked
        .computeIfAbsent(width, none -> new HashMap<>())
        .computeIfAbsent(
            text,
            none ->
                text.replace(
                    "(:keys)", "(" + String.join(",", Collections.nCopies(width, "?")) + ")"));
  }

  /** Rows changed. */
  public int update(String text, @Nullable Object... parameters) {
    try {
      return prepared(text, parameters).statement().executeUpdate();
    } catch (SQLException e) {
      throw failed(text, e);
    }
  }

  /** One statement for many parameter lists; rows changed by each. */
  public int[] batch(String text, Iterable<@Nullable Object[]> many) {
    try {
      PreparedStatement statement = statements.prepare(text).statement();
      boolean any = false;
      for (Object[] parameters : many) {
        bind(statement, parameters);
        statement.addBatch();
        any = true;
      }
      return any ? statement.executeBatch() : new int[0];
    } catch (SQLException e) {
      throw failed(text, e);
    }
  }

  /**
   * Puts in many rows.
   *
   * @param text an INSERT that ends with {@code VALUES (?, ...)}, after which only ON CONFLICT DO
   *     NOTHING may stand
   * @return how many were put in
   */
  public int insert(String text, List<@Nullable Object[]> many) {
    if (dialect == Dialect.SQLITE) {
      return IntStream.of(batch(text, many)).sum();
    }
    int inserted = 0;
    int from = 0;
    while (from < many.size()) {
      // by powers of two, so that few statement texts serve every number of rows
      int rows = Integer.highestOneBit(Math.min(ROWS, many.size() - from));
      List<@Nullable Object[]> part = many.subList(from, from + rows);
      inserted += update(ManyRows.of(text, rows), ManyRows.parameters(part));
      from += rows;
    }
    return inserted;
  }

  /**
   * Rows from one statement for many lists of values, or few: {@code text} holds {@code (VALUES
   * :rows)}. A list may stand there more than once.
   */
  public <T> List<T> rowsForRows(String text, List<@Nullable Object[]> many, Function<Row, T> map) {
    List<T> found = new ArrayList<>();
    for (int from = 0; from < many.size(); from += LISTS) {
      List<@Nullable Object[]> part =
          ManyRows.filled(many.subList(from, Math.min(from + LISTS, many.size())));
      found.addAll(rows(withLists(text, part), map, ManyRows.parameters(part)));
    }
    return found;
  }

  /** Rows changed by such a statement. */
  public int updateRows(String text, List<@Nullable Object[]> many) {
    int changed = 0;
    for (int from = 0; from < many.size(); from += LISTS) {
      List<@Nullable Object[]> part =
          ManyRows.filled(many.subList(from, Math.min(from + LISTS, many.size())));
      changed += update(withLists(text, part), ManyRows.parameters(part));
    }
    return changed;
  }

  private String withLists(String text, List<@Nullable Object[]> part) {
    return marked
        .computeIfAbsent(-part.size(), none -> new HashMap<>())
        .computeIfAbsent(text, none -> ManyRows.lists(text, part.size(), part.getFirst().length));
  }

  private Prepared prepared(String text, @Nullable Object[] parameters) {
    try {
      Prepared statement = statements.prepare(text);
      bind(statement.statement(), parameters);
      return statement;
    } catch (SQLException e) {
      throw failed(text, e);
    }
  }

  private static void bind(PreparedStatement statement, @Nullable Object[] parameters)
      throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      Object value = parameters[i];
      switch (value) {
        case null -> statement.setObject(i + 1, null);
        case String text -> statement.setString(i + 1, storable(text));
        case Integer number -> statement.setLong(i + 1, number);
        case Long number -> statement.setLong(i + 1, number);
        case Boolean flag -> statement.setLong(i + 1, flag ? 1 : 0);
        case byte[] bytes -> statement.setBytes(i + 1, bytes);
        default -> throw new IllegalArgumentException("no column holds a " + value.getClass());
      }
    }
  }

  /**
   * PostgreSQL has no NUL in text. Where a client sends one, nothing that is stored is meant by it.
   */
  static String storable(String text) {
    return text.indexOf('\0') < 0 ? text : text.replace('\0', '\ufffd');
  }

  private StoreException failed(String text, SQLException cause) {
    return StoreException.of(
        "statement failed: " + text.strip().lines().findFirst().orElse(""), cause);
  }

  /**
   * Statements are kept prepared per connection: preparing costs more than running most of them.
   */
  interface Preparer {
    Prepared prepare(String text) throws SQLException;
  }
}
