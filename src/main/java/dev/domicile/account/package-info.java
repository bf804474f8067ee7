/**
 * Accounts and their access keys. {@code AccessKeys} finds a key for the gateway, its secret sealed
 * at rest; {@code CreateAccount} makes an account with a new pair or one that clients have already;
 * {@code StoredNonces} remembers, over restarts, which signed requests that write were seen.
 */
@NullMarked
package dev.domicile.account;

import org.jspecify.annotations.NullMarked;
