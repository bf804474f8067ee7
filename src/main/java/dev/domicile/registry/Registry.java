package dev.domicile.registry;

import dev.domicile.wire.DomainName;

/**
 * One registry as the rest of the house sees it. Every call blocks its (virtual) thread until there
 * is an answer or the registry's time limit has passed; none throws for anything a registry or
 * network can do.
 *
 * <p>clTRIDs (RFC 5730 section 2.5) are chosen by the caller, 3 to 64 characters, and each is used
 * for one call only, ever.
 */
public interface Registry extends AutoCloseable {

  RegistryProfile profile();

  /** RFC 5731 section 3.1.2. */
  Outcome<DomainInfo> domainInfo(DomainName domain, String clTrid);

  /** RFC 5731 section 3.2.5. */
  Outcome<Applied> updateDomain(DomainUpdate update, String clTrid);

  /** RFC 5733 section 3.2.1. The handle answered is the one to use, whatever was asked for. */
  Outcome<String> createContact(NewContact contact, String clTrid);

  /** RFC 5733 section 3.1.2. */
  Outcome<ContactInfo> contactInfo(String handle, String clTrid);

  /** RFC 5730 section 2.9.2.3: looks at the oldest message, and leaves it where it is. */
  Outcome<Poll> poll(String clTrid);

  /**
   * RFC 5730 section 2.9.2.3: takes a message out of the queue, for good. Refused with 2303 where
   * it is out already, as after an acknowledgement whose answer was lost.
   */
  Outcome<Applied> acknowledge(String messageId, String clTrid);

  /** Sessions in use, state of the connection: for metrics and messages, never for decisions. */
  Condition condition();

  /** Logs the sessions out; calls under way end as they can, within the registry's time limit. */
  @Override
  void close();

  /** The registry has carried the command out (1000). */
  record Applied() {}
}
