package dev.domicile.portfolio;

import java.util.SortedMap;

/** What became of an import. */
public sealed interface ImportOutcome {

  /**
   * All good lines are in the portfolio.
   *
   * @param added domains that nobody held before
   * @param alreadyHeld domains that the account held before; unless they were to stay as they are,
   *     their dates are set to those of the file
   * @param repeats lines that named a domain of an earlier line
   * @param badLines left out, as was asked
   * @param notServed how many of the domains have a TLD that no registry of the configuration
   *     serves, by the name's last label; they are imported, and cannot be changed until one does
   */
  record Imported(
      long added, long alreadyHeld, long repeats, long badLines, SortedMap<String, Long> notServed)
      implements ImportOutcome {}

  /** Nothing was imported, for these lines. */
  record NothingImported(long badLines) implements ImportOutcome {}

  /**
   * Nothing was imported: the file as a whole cannot be used.
   *
   * @param reason follows the file's name
   */
  record Refused(String reason) implements ImportOutcome {}
}
