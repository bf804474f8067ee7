package dev.domicile.seal;

import dev.domicile.store.Row;
import java.util.List;
import java.util.function.Function;

/**
 * A column of sealed values: each room names its own, so that they can be sealed anew.
 *
 * @param keys columns of the primary key
 * @param column may be null in some rows
 * @param key the values of {@code keys}
 * @param context what the value was sealed for
 */
public record SealedRows(
    String table,
    List<String> keys,
    String column,
    Function<Row, Object[]> key,
    Function<Row, String> context) {}
