package dev.domicile.registry.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What this registry does otherwise than its neighbours.
 *
 * @param contacts which contacts its domains have; default {@link Contacts#FULL}
 * @param contactsByZone exceptions, by the zone a domain is in, such as {@code com} or {@code
 *     co.example}, lower case; the longest that fits counts; default none
 * @param serverHandles whether a contact gets a handle that the registry makes, whatever the
 *     command says; a repeated contact:create then makes a double; default false
 * @param backwards whether answers that wait together go out latest first, though RFC 5734 section
 *     3 wants them in order; a client that waits for each answer never sees it; default false
 * @param refusesBeyondLimit whether the command after the last of a session is answered 2500; else
 *     the connection is closed after the last one's answer; default false
 * @param decidesAfter from a command answered 1001 to the registry's decision; default 5 s
 * @param slowness of what a fault makes slow; default 3 s
 * @param cnnic whether the greeting offers cnnic-contact-1.0, and a new contact must come with it;
 *     default false
 */
public record Policy(
    Contacts contacts,
    Map<String, Contacts> contactsByZone,
    boolean serverHandles,
    boolean backwards,
    boolean refusesBeyondLimit,
    Duration decidesAfter,
    Duration slowness,
    boolean cnnic) {

  /** Which contacts the domains of a zone have. */
  public enum Contacts {
    /** A registrant; admin, tech and billing, one of each at most. */
    FULL("admin", "billing", "tech"),
    /** A registrant and one tech; the other roles are refused with 2306. */
    REGISTRANT_TECH("tech"),
    /** As full, but the registrant, too, can be removed (an empty element in chg). */
    OPTIONAL("admin", "billing", "tech"),
    /**
     * None: any contact in a domain command is refused with 2306. Where no zone has any, contacts
     * are not in the greeting either.
     */
    NONE;

    private final List<String> roles;

    Contacts(String... roles) {
      this.roles = List.of(roles);
    }

    List<String> roles() {
      return roles;
    }

    boolean hasRegistrant() {
      return this != NONE;
    }
  }

  public Policy {
    contactsByZone = Map.copyOf(contactsByZone);
    if (decidesAfter.isNegative() || slowness.isNegative()) {
      throw new IllegalArgumentException("decidesAfter, slowness: from 0");
    }
  }

  public static Policy defaults() {
    return new Policy(
        Contacts.FULL,
        Map.of(),
        false,
        false,
        false,
        Duration.ofSeconds(5),
        Duration.ofSeconds(3),
        false);
  }

  public Policy withContacts(Contacts everywhere, Map<String, Contacts> byZone) {
    return new Policy(
        everywhere,
        byZone,
        serverHandles,
        backwards,
        refusesBeyondLimit,
        decidesAfter,
        slowness,
        cnnic);
  }

  public Policy withServerHandles(boolean made) {
    return new Policy(
        contacts,
        contactsByZone,
        made,
        backwards,
        refusesBeyondLimit,
        decidesAfter,
        slowness,
        cnnic);
  }

  public Policy withBackwards(boolean latestFirst) {
    return new Policy(
        contacts,
        contactsByZone,
        serverHandles,
        latestFirst,
        refusesBeyondLimit,
        decidesAfter,
        slowness,
        cnnic);
  }

  public Policy withRefusesBeyondLimit(boolean refuses) {
    return new Policy(
        contacts, contactsByZone, serverHandles, backwards, refuses, decidesAfter, slowness, cnnic);
  }

  public Policy withTimes(Duration decides, Duration slow) {
    return new Policy(
        contacts,
        contactsByZone,
        serverHandles,
        backwards,
        refusesBeyondLimit,
        decides,
        slow,
        cnnic);
  }

  public Policy withCnnic(boolean documents) {
    return new Policy(
        contacts,
        contactsByZone,
        serverHandles,
        backwards,
        refusesBeyondLimit,
        decidesAfter,
        slowness,
        documents);
  }

  /** Of the zone that this domain is in. */
  Contacts contactsOf(String domain) {
    String zone = domain;
    for (int dot = zone.indexOf('.'); dot >= 0; dot = zone.indexOf('.')) {
      zone = zone.substring(dot + 1);
      Contacts found = contactsByZone.get(zone);
      if (found != null) {
        return found;
      }
    }
    return contacts;
  }

  /** The objects of EPP that the greeting offers. */
  List<String> objects() {
    boolean any =
        contacts != Contacts.NONE
            || contactsByZone.values().stream().anyMatch(c -> c != Contacts.NONE);
    return any ? List.of(Element.DOMAIN, Element.CONTACT) : List.of(Element.DOMAIN);
  }

  /** The extensions that the greeting offers. */
  List<String> extensions() {
    return cnnic ? List.of(Element.CNNIC_CONTACT) : List.of();
  }
}
