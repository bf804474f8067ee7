package dev.domicile.portfolio;

import org.jspecify.annotations.Nullable;

/**
 * What an import will write of one domain: the merge of its lines. A million of these are in memory
 * at a time, so dates are plain numbers.
 */
final class ImportRow {

  /** In place of a date that nobody told. */
  static final long NONE = Long.MIN_VALUE;

  /** What is to be done with a domain. */
  enum Work {
    ADD,
    SET_DATES,
    NOTHING
  }

  final String name;
  final long line;
  final Work origin;

  /** What the portfolio holds before the import; none for a new domain. */
  final long heldRegistration;

  final long heldExpiration;
  private final boolean keepsHeld;
  @Nullable String instanceId;
  long registration;
  long expiration;

  /** A domain that nobody holds. */
  ImportRow(ImportLine.Good line) {
    this(line, Work.ADD, NONE, NONE, false);
  }

  /** A domain that the account holds already. */
  ImportRow(ImportLine.Good line, Domain held, ImportDomains.Mode mode) {
    this(
        line,
        Work.NOTHING,
        plain(held.registrationDate()),
        plain(held.expirationDate()),
        mode == ImportDomains.Mode.ADD);
  }

  private ImportRow(
      ImportLine.Good line, Work origin, long registration, long expiration, boolean keepsHeld) {
    this.name = line.name().ascii();
    this.line = line.number();
    this.origin = origin;
    this.heldRegistration = registration;
    this.heldExpiration = expiration;
    this.keepsHeld = keepsHeld;
    this.instanceId = line.instanceId();
    this.registration = plain(line.registrationDate());
    this.expiration = plain(line.expirationDate());
  }

  /** Takes what another line of the same name adds, or names the column that they disagree on. */
  @Nullable String merge(ImportLine.Good other) {
    if (instanceId != null
        && other.instanceId() != null
        && !instanceId.equals(other.instanceId())) {
      return "InstanceId";
    }
    if (differ(registration, plain(other.registrationDate()))) {
      return "RegistrationDate";
    }
    if (differ(expiration, plain(other.expirationDate()))) {
      return "ExpirationDate";
    }
    instanceId = instanceId == null ? other.instanceId() : instanceId;
    registration = Math.max(registration, plain(other.registrationDate()));
    expiration = Math.max(expiration, plain(other.expirationDate()));
    return null;
  }

  Work work() {
    boolean known = knows(registration, heldRegistration) && knows(expiration, heldExpiration);
    return origin == Work.ADD || known || keepsHeld ? origin : Work.SET_DATES;
  }

  /** What the file does not tell stays as it is. */
  @Nullable Long registrationDate() {
    return date(registration == NONE ? heldRegistration : registration);
  }

  @Nullable Long expirationDate() {
    return date(expiration == NONE ? heldExpiration : expiration);
  }

  static @Nullable Long date(long plain) {
    return plain == NONE ? null : plain;
  }

  private static long plain(@Nullable Long date) {
    return date == null ? NONE : date;
  }

  private static boolean differ(long one, long other) {
    return one != NONE && other != NONE && one != other;
  }

  /** Whether the file tells nothing that the portfolio does not hold. */
  private static boolean knows(long told, long held) {
    return told == NONE || told == held;
  }
}
