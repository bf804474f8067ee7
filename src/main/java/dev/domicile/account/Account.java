package dev.domicile.account;

/**
 * A customer: sees and changes only its own domains and tasks.
 *
 * @param name unique; 1 to 64 letters, digits and {@code . _ - @}, the first a letter or digit
 */
public record Account(long id, String name) {}
