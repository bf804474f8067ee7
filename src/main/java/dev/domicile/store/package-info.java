/**
 * The database: connections, transactions, migrations and the one SQL dialect type. It holds no
 * feature's SQL.
 */
@NullMarked
package dev.domicile.store;

import org.jspecify.annotations.NullMarked;
