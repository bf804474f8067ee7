/** Accounts and their access keys. */
@NullMarked
package dev.domicile.account;

import org.jspecify.annotations.NullMarked;
