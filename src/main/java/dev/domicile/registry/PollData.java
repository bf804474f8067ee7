package dev.domicile.registry;

import dev.domicile.wire.DomainName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a message of a registry is about, as far as that concerns contacts of domains. */
public sealed interface PollData {

  /**
   * The registry has decided on a command that it had answered with 1001 (RFC 5731 section 3.3).
   *
   * @param accepted whether the command was carried out; otherwise nothing was changed
   * @param clTrid of that command, null where the registry does not tell
   * @param decided null where the registry does not tell
   */
  record DomainDecided(
      DomainName domain, boolean accepted, @Nullable String clTrid, @Nullable Instant decided)
      implements PollData {}

  /** The same of a command on a contact (RFC 5733 section 3.3). */
  record ContactDecided(
      String handle, boolean accepted, @Nullable String clTrid, @Nullable Instant decided)
      implements PollData {}

  /**
   * The state of a domain, sent unasked; with RFC 8590, because the registry itself changed it.
   *
   * @param isBefore whether this is how the domain was before the change
   * @param operation such as {@code update}; null where the registry does not tell
   */
  record DomainSeen(DomainInfo domain, boolean isBefore, @Nullable String operation)
      implements PollData {}

  /**
   * Anything else: a transfer, a notice of maintenance, a message without data, or data that cannot
   * be read.
   *
   * @param element the data's element, such as {@code trnData}; empty where there is none
   */
  record Other(String element) implements PollData {}
}
