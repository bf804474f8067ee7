/**
 * Which account holds which domains, and what is known of them.
 *
 * <p>{@code Domains} is the holdings: a name has one holder, and an InstanceId that never changes.
 * {@code Readings} keeps what registries were seen to hold, and says which reading is still fresh.
 * {@code TransferLocks} remembers locks and their ends; {@code Registries} finds the registry of a
 * name. {@code ImportDomains} brings in a CSV in short transactions, {@code HolderChange} takes
 * domains out or to another account, and {@code SyncDomains} reads all of them at their registry
 * and tells what has drifted.
 */
@NullMarked
package dev.domicile.portfolio;

import org.jspecify.annotations.NullMarked;
