package dev.domicile.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * A statement that is kept prepared, and where its columns stand: the drivers look that up anew for
 * each result, which costs more than reading a row. For one connection, so for one thread at a
 * time.
 */
final class Prepared {

  private final PreparedStatement statement;
  private final Map<String, Integer> places = new HashMap<>();

  Prepared(PreparedStatement statement) {
    this.statement = statement;
  }

  PreparedStatement statement() {
    return statement;
  }

  int place(ResultSet results, String column) throws SQLException {
    Integer known = places.get(column);
    if (known == null) {
      known = results.findColumn(column);
      places.put(column, known);
    }
    return known;
  }
}
