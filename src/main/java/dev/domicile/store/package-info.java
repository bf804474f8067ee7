/**
 * The database: connections, transactions, migrations and the one SQL dialect type. It holds no
 * feature's SQL: each room owns its tables and writes its own statements.
 *
 * <p>{@code Database} begins a transaction and hands out {@code Sql}, with which statements are run
 * and rows read. Whoever has an {@code Sql} is inside one; a transaction is begun by an action or a
 * worker, never below. The database is SQLite or PostgreSQL, and {@code Dialect} holds what
 * differs; {@code DatabaseCopy} moves from the one to the other. {@code GroupCommit} lets many
 * threads share a commit. Migrations are the numbered files under {@code migrations}, run once
 * each, in order; {@code UpgradeBackup} keeps an SQLite database as it was before. What the user
 * must mend before a start is a {@code StartRefused} of one line; what only a bug or a broken disk
 * brings about is a {@code StoreException}.
 */
@NullMarked
package dev.domicile.store;

import org.jspecify.annotations.NullMarked;
