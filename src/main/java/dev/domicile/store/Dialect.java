package dev.domicile.store;

import java.util.regex.Pattern;

/**
 * All in which the two databases differ for those who write statements.
 *
 * <p>SQLite has one writer at a time, so what a transaction has read stays so until its end.
 * PostgreSQL has many: a transaction that reads something and writes because of it locks the row it
 * read, with one of the clauses here at the end of its SELECT. SQLite needs none of them, and there
 * they are empty.
 */
public enum Dialect {
  SQLITE,
  POSTGRESQL;

  private static final Pattern TEXT = Pattern.compile("\\bTEXT\\b");

  private static final Pattern STORAGE = Pattern.compile("ALTER TABLE \\w+ SET \\(");

  /**
   * Picks rows to change: they stay as they are read, and rows that another transaction has are
   * passed over.
   */
  public String skipLocked() {
    return onPostgres("FOR UPDATE SKIP LOCKED");
  }

  /** The row stays as it is read, and nobody else reads it so, until the end of the transaction. */
  public String forUpdate() {
    return onPostgres("FOR UPDATE");
  }

  /** The row stays as it is read until the end of the transaction; others may read it so too. */
  public String forShare() {
    return onPostgres("FOR SHARE");
  }

  /** The row is not removed, nor locked with {@link #forUpdate}, but others may change it. */
  public String forKeyShare() {
    return onPostgres("FOR KEY SHARE");
  }

  /**
   * The column that says where a row lies, by which it is found without an index: good within one
   * statement, for rows that it has locked.
   */
  public String rowPlace() {
    return this == POSTGRESQL ? "ctid" : "rowid";
  }

  /**
   * A migration's statement for this database; empty where it has none. Text is compared by its
   * bytes in UTF-8 on both, whatever the locale of the PostgreSQL database is; how a table is
   * stored is a question to PostgreSQL alone.
   */
  String migration(String statement) {
    return switch (this) {
      case SQLITE -> STORAGE.matcher(statement).lookingAt() ? "" : statement;
      case POSTGRESQL -> TEXT.matcher(statement).replaceAll("TEXT COLLATE \"C\"");
    };
  }

  /** Makes processes that start together bring the schema up to date one after the other. */
  String migrationLock() {
    return onPostgres("SELECT pg_advisory_xact_lock(6003847259312)");
  }

  private String onPostgres(String clause) {
    return this == POSTGRESQL ? clause : "";
  }
}
