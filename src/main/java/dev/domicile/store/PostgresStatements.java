package dev.domicile.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * The statements of one transaction. That they stay prepared on the server over many transactions
 * is the driver's work.
 */
final class PostgresStatements implements AutoCloseable {

  private final Connection connection;
  private final Map<String, Prepared> prepared = new HashMap<>();

  PostgresStatements(Connection connection) {
    this.connection = connection;
  }

  Prepared prepare(String text) throws SQLException {
    Prepared known = prepared.get(text);
    if (known == null) {
      known = new Prepared(connection.prepareStatement(text));
      prepared.put(text, known);
    }
    return known;
  }

  @Override
  public void close() throws SQLException {
    for (Prepared one : prepared.values()) {
      one.statement().close();
    }
  }
}
