package dev.domicile.store;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The database cannot be reached or has no room, which is nobody's mistake and passes: the same may
 * be asked again. A write was not done, or, where the connection broke at its commit, perhaps was.
 */
public final class StoreUnavailable extends StoreException {

  private static final long serialVersionUID = 1;

  /**
   * Of PostgreSQL: connection trouble, no resources left (a full disk is one), trouble of the
   * system below.
   */
  private static final Set<String> CLASSES = Set.of("08", "53", "58");

  /** The server stops, was stopped or starts; or is a standby that took a primary's place. */
  private static final Set<String> STATES = Set.of("57P01", "57P02", "57P03", "57P05", "25006");

  private static final Set<SQLiteErrorCode> OF_SQLITE =
      Set.of(
          SQLiteErrorCode.SQLITE_FULL,
          SQLiteErrorCode.SQLITE_BUSY,
          SQLiteErrorCode.SQLITE_IOERR,
          SQLiteErrorCode.SQLITE_CANTOPEN,
          SQLiteErrorCode.SQLITE_READONLY);

  /** SQLite's extended codes have the code that they belong to in the lowest byte. */
  private static final int PRIMARY = 0xff;

  StoreUnavailable(String message, Throwable cause) {
    super(message, cause);
  }

  static boolean isSaidBy(SQLException e) {
    if (e instanceof SQLTransientConnectionException) {
      return true;
    }
    if (e instanceof SQLiteException sqlite) {
      return OF_SQLITE.contains(
          SQLiteErrorCode.getErrorCode(sqlite.getResultCode().code & PRIMARY));
    }
    String state = e.getSQLState();
    return state != null
        && state.length() == 5
        && (CLASSES.contains(state.substring(0, 2)) || STATES.contains(state));
  }
}
