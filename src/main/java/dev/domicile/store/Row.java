package dev.domicile.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One row of a result, read by column name or alias. Valid only while it is being mapped. */
public final class Row {

  private final ResultSet results;
  private final Prepared statement;

  Row(ResultSet results, Prepared statement) {
    this.results = results;
    this.statement = statement;
  }

  public String text(String column) {
    return present(column, optionalText(column));
  }

  public @Nullable String optionalText(String column) {
    try {
      return results.getString(statement.place(results, column));
    } catch (SQLException e) {
      throw new StoreException("reading " + column, e);
    }
  }

  public long number(String column) {
    return present(column, optionalNumber(column));
  }

  public int integer(String column) {
    return Math.toIntExact(number(column));
  }

  public @Nullable Long optionalNumber(String column) {
    try {
      long value = results.getLong(statement.place(results, column));
      return results.wasNull() ? null : value;
    } catch (SQLException e) {
      throw new StoreException("reading " + column, e);
    }
  }

  /** Truth is stored as 0 or 1: the two databases differ in their own booleans. */
  public boolean flag(String column) {
    return number(column) != 0;
  }

  public byte[] bytes(String column) {
    return present(column, optionalBytes(column));
  }

  public byte @Nullable [] optionalBytes(String column) {
    try {
      return results.getBytes(statement.place(results, column));
    } catch (SQLException e) {
      throw new StoreException("reading " + column, e);
    }
  }

  /** Values as they are stored: null, Long, String or byte[]. */
  @Nullable Object[] values(List<String> columns) {
    @Nullable Object[] values = new Object[columns.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(columns.get(i));
    }
    return values;
  }

  private @Nullable Object value(String column) {
    try {
      return switch (results.getObject(statement.place(results, column))) {
        case null -> null;
        case Number number -> number.longValue();
        case String text -> Sql.storable(text);
        case byte[] bytes -> bytes;
        case Object other ->
            throw new StoreException("column " + column + " holds a " + other.getClass(), null);
      };
    } catch (SQLException e) {
      throw new StoreException("reading " + column, e);
    }
  }

  private static <T> T present(String column, @Nullable T value) {
    if (value == null) {
      throw new StoreException("column " + column + " is null where a value must stand", null);
    }
    return value;
  }
}
