package dev.domicile.portfolio;

import dev.domicile.wire.DomainName;
import org.jspecify.annotations.Nullable;

/** One line of an import file, looked at by itself. */
sealed interface ImportLine {

  /** Where it begins, the first line of the file being 1. */
  long number();

  /**
   * @param registrationDate epoch milliseconds, null where the line has none
   * @param expirationDate epoch milliseconds, null where the line has none
   */
  record Good(
      long number,
      DomainName name,
      @Nullable String instanceId,
      @Nullable Long registrationDate,
      @Nullable Long expirationDate)
      implements ImportLine {}

  record Bad(long number, String reason) implements ImportLine {}
}
