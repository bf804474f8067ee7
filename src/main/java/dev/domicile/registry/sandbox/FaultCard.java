package dev.domicile.registry.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fault that a name calls for, as payment services have card numbers that are declined: {@code
 * f-lostresp-001.test}.
 *
 * @param name between {@code f-} and the next hyphen; lower-case letters and digits
 * @param fault of the first domain:update, or of each one if the name says {@code always}
 * @param does what the registry does, for people
 */
public record FaultCard(String name, Fault fault, String does) {

  private static final Pattern PLACE =
      Pattern.compile("f-([a-z0-9]+)(-info)?(-always)?-[a-z0-9-]*[a-z0-9]");

  /** Codes that every command may be refused with (RFC 5730 section 3). */
  private static final Set<Integer> CODES =
      Set.of(
          2001, 2003, 2004, 2005, 2101, 2102, 2103, 2104, 2200, 2201, 2202, 2300, 2302, 2303, 2304,
          2305, 2306, 2307, 2308, 2400, 2500, 2501, 2502);

  private static final List<FaultCard> ALL = all();

  /** Every card, as documented. */
  public static List<FaultCard> cards() {
    return ALL;
  }

  /** What a name calls for. */
  record Call(FaultCard card, boolean atInfo, boolean always) {}

  /**
   * @param place the first label of a domain, or an e-mail address before its at sign
   */
  static Optional<Call> in(String place) {
    Matcher matcher = PLACE.matcher(place);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return ALL.stream()
        .filter(card -> card.name.equals(matcher.group(1)))
        .findFirst()
        .map(card -> new Call(card, matcher.group(2) != null, matcher.group(3) != null))
        .filter(call -> !call.atInfo || !call.card.isOfUpdatesOnly());
  }

  boolean isOfUpdatesOnly() {
    return switch (fault) {
      case Fault.Ignore _, Fault.Postpone _, Fault.PostponeUntold _ -> true;
      default -> false;
    };
  }

  private static List<FaultCard> all() {
    List<FaultCard> all = new ArrayList<>();
    connection(all);
    answers(all);
    decisions(all);
    entries(all);
    for (ResultCode code : ResultCode.values()) {
      if (CODES.contains(code.code())) {
        String closed = code.closes() ? ", and the connection is closed" : "";
        all.add(
            new FaultCard(
                Integer.toString(code.code()),
                new Fault.Refuse(code.code()),
                "not carried out; answered " + code.code() + " (" + code.message() + ")" + closed));
      }
    }
    return List.copyOf(all);
  }

  private static void connection(List<FaultCard> all) {
    all.add(
        new FaultCard(
            "drop", new Fault.CloseBefore(), "not carried out; the connection is closed"));
    all.add(
        new FaultCard(
            "lostresp",
            new Fault.CloseAfter(),
            "carried out; the connection is closed without an answer"));
    all.add(
        new FaultCard(
            "reset", new Fault.Reset(), "carried out; the connection is reset without an answer"));
    all.add(
        new FaultCard(
            "hang",
            new Fault.Hang(false),
            "not carried out; no answer ever, on a connection that stays open"));
    all.add(
        new FaultCard(
            "hangdone",
            new Fault.Hang(true),
            "carried out; no answer ever, on a connection that stays open"));
    all.add(
        new FaultCard(
            "slow",
            new Fault.Slow(),
            "carried out; this answer and all behind it come 3 s later (`--slowness`)"));
    all.add(
        new FaultCard(
            "overtaken",
            new Fault.Overtaken(),
            "carried out; this answer comes 3 s later, those behind it go first: out of order"));
    all.add(
        new FaultCard(
            "idleclose",
            new Fault.CloseAnswered(),
            "carried out and answered; then the connection is closed"));
  }

  private static void answers(List<FaultCard> all) {
    damage(all, "half", Fault.Damage.HALF, "half of the answer, then the connection is closed");
    damage(all, "badxml", Fault.Damage.NOT_XML, "the answer is no XML");
    damage(all, "shortlen", Fault.Damage.SHORT_LENGTH, "the frame's length is 10 bytes short");
    damage(all, "hugelen", Fault.Damage.HUGE_LENGTH, "the frame's length is 2 GiB");
    damage(all, "tinylen", Fault.Damage.TINY_LENGTH, "the frame's length is 3");
    damage(all, "wrongtrid", Fault.Damage.OTHER_CLTRID, "the answer has a clTRID nobody sent");
    damage(all, "notrid", Fault.Damage.NO_CLTRID, "the answer has no clTRID");
    damage(all, "greeting", Fault.Damage.GREETING, "a greeting in place of the answer");
    damage(all, "twice", Fault.Damage.TWICE, "the answer comes twice");
    for (int code : List.of(2306, 2400, 2500)) {
      all.add(
          new FaultCard(
              "done" + code,
              new Fault.DoneBut(code),
              "carried out; answered "
                  + code
                  + " all the same"
                  + (code >= 2500 ? ", and the connection is closed" : "")));
    }
  }

  private static void damage(List<FaultCard> all, String name, Fault.Damage damage, String does) {
    all.add(new FaultCard(name, new Fault.Spoil(damage), "carried out; " + does));
  }

  private static void decisions(List<FaultCard> all) {
    all.add(
        new FaultCard(
            "ignored",
            new Fault.Ignore(),
            "answered 1000; contacts stay as they were, statuses change"));
    all.add(
        new FaultCard(
            "pending",
            new Fault.Postpone(Fault.Decision.APPROVED),
            "answered 1001; approved 5 s later (`--decides-after`), with a poll message"));
    all.add(
        new FaultCard(
            "denied",
            new Fault.Postpone(Fault.Decision.DENIED),
            "answered 1001; denied 5 s later, with a poll message"));
    all.add(
        new FaultCard(
            "undecided",
            new Fault.Postpone(Fault.Decision.OPEN),
            "answered 1001; stays pendingUpdate"));
    all.add(
        new FaultCard(
            "lostpending",
            new Fault.PostponeUntold(Fault.Decision.APPROVED),
            "as `pending`, but the connection is closed in place of the answer 1001"));
    all.add(
        new FaultCard(
            "lostdenied",
            new Fault.PostponeUntold(Fault.Decision.DENIED),
            "as `denied`, but the connection is closed in place of the answer 1001"));
  }

  private static void entries(List<FaultCard> all) {
    entry(all, "sessionlimit", Fault.Entry.LOGIN_2502, 2, "the next 2 logins are answered 2502");
    entry(all, "badlogin", Fault.Entry.LOGIN_2200, 1, "the next login is answered 2200");
    entry(all, "lockedout", Fault.Entry.LOGIN_2501, 1, "the next login is answered 2501");
    entry(all, "maintenance", Fault.Entry.SHUT, 5, "the next 5 connections are closed at once");
    entry(
        all,
        "expiredcert",
        Fault.Entry.EXPIRED_CERTIFICATE,
        1,
        "the next connection is met by a certificate that has expired");
    entry(
        all,
        "nocontacts",
        Fault.Entry.GREETING_WITHOUT_CONTACTS,
        1,
        "the next greeting offers no contacts");
    entry(
        all,
        "version2",
        Fault.Entry.GREETING_OF_VERSION_2,
        1,
        "the next greeting offers EPP 2.0 only");
    entry(
        all, "clock", Fault.Entry.GREETING_AHEAD, 1, "the next greeting's clock is an hour ahead");
  }

  private static void entry(
      List<FaultCard> all, String name, Fault.Entry entry, int times, String does) {
    all.add(
        new FaultCard(
            name,
            new Fault.Meet(entry, times),
            "not carried out; the connection is closed; " + does));
  }
}
