package dev.domicile.contact;

import dev.domicile.account.AccountRow;
import dev.domicile.account.Caller;
import dev.domicile.api.ErrorCode;
import dev.domicile.api.Parameter;
import dev.domicile.api.Parameters;
import dev.domicile.api.Refusal;
import dev.domicile.audit.Audit;
import dev.domicile.seal.Seal;
import dev.domicile.seal.SealedRows;
import dev.domicile.store.Ids;
import dev.domicile.store.Row;
import dev.domicile.store.Sql;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The table profile: sealed at rest, each change with its entry in the audit. */
public final class Profiles {

  /** The parameter that names one. */
  public static final String ID = "RegistrantProfileId";

  public static final Parameter REQUIRED =
      Parameter.required(ID, Parameter.Kind.INTEGER, "The profile's number.");

  /** Most profiles of an account, as the product's documentation has it. */
  static final int MOST = 500;

  /** Of the 63 bits of an id, so that 52 stay: the time and 10 that are random. */
  private static final int DROPPED = 11;

  private static final String COLUMNS =
      """
      SELECT account_id, id, profile_type, is_default, sealed, created_at, updated_at
      FROM profile WHERE account_id = ?\
      """;

  private final Seal seal;
  private final Ids ids;
  private final Audit audit;
  private final InstantSource clock;

  public Profiles(Seal seal, Ids ids, Audit audit, InstantSource clock) {
    this.seal = seal;
    this.ids = ids;
    this.audit = audit;
    this.clock = clock;
  }

  public static long requiredId(Parameters in) {
    return in.requiredNumber(ID, 1, Long.MAX_VALUE);
  }

  /** Also for a profile of another account. */
  public static Refusal notExist() {
    return Refusal.of(ErrorCode.CONTACT_TEMPLATE_NOT_EXIST);
  }

  public Optional<Profile> find(Sql sql, long accountId, long id) {
    return sql.row(COLUMNS + " AND id = ?", this::profile, accountId, id);
  }

  /** All of an account, the oldest first. */
  List<Profile> all(Sql sql, long accountId) {
    return sql.rows(COLUMNS + " ORDER BY id", this::profile, accountId);
  }

  /** Its id, or empty where the account has as many as it may. */
  OptionalLong add(Sql sql, Caller caller, String type, ContactSubmission contact) {
    long account = caller.accountId();
    AccountRow.own(sql, List.of(account));
    if (sql.number("SELECT count(*) AS n FROM profile WHERE account_id = ?", account) >= MOST) {
      return OptionalLong.empty();
    }
    long id = Math.max(ids.next() >>> DROPPED, newest(sql, account) + 1);
    insert(sql, account, id, type, contact);
    record(sql, caller, "profile.added", id);
    return OptionalLong.of(id);
  }

  /** Ids give the order of the list, and two saves of one millisecond have one too. */
  private static long newest(Sql sql, long account) {
    return sql.number(
        "SELECT coalesce(max(id), 0) AS n FROM profile WHERE account_id = ?", account);
  }

  private void insert(Sql sql, long account, long id, String type, ContactSubmission contact) {
    long now = clock.millis();
    sql.update(
        """
        INSERT INTO profile
          (account_id, id, profile_type, is_default, sealed, created_at, updated_at)
        VALUES (?, ?, ?, 0, ?, ?, ?)
        """,
        account,
        id,
        type,
        sealed(account, id, contact),
        now,
        now);
  }

  void change(Sql sql, Caller caller, long id, String type, ContactSubmission contact) {
    sql.update(
        """
        UPDATE profile SET profile_type = ?, sealed = ?, updated_at = ?
        WHERE account_id = ? AND id = ?
        """,
        type,
        sealed(caller.accountId(), id, contact),
        clock.millis(),
        caller.accountId(),
        id);
    record(sql, caller, "profile.changed", id);
  }

  /** The account's default from now on, in place of another; or not any more. */
  void setDefault(Sql sql, Caller caller, long id, boolean isDefault) {
    if (isDefault) {
      AccountRow.own(sql, List.of(caller.accountId()));
      sql.update(
          "UPDATE profile SET is_default = 0 WHERE account_id = ? AND is_default = 1",
          caller.accountId());
    }
    sql.update(
        "UPDATE profile SET is_default = ? WHERE account_id = ? AND id = ?",
        isDefault,
        caller.accountId(),
        id);
    record(sql, caller, isDefault ? "profile.default" : "profile.not-default", id);
  }

  void remove(Sql sql, Caller caller, long id) {
    sql.update("DELETE FROM profile WHERE account_id = ? AND id = ?", caller.accountId(), id);
    record(sql, caller, "profile.removed", id);
  }

  private void record(Sql sql, Caller caller, String kind, long id) {
    audit.entry(
        sql, clock.millis(), caller.accountId(), caller.accessKeyId(), kind, Long.toString(id), "");
  }

  private Profile profile(Row row) {
    long id = row.number("id");
    String json = seal.openText(row.bytes("sealed"), context(row.number("account_id"), id));
    return new Profile(
        id,
        row.text("profile_type"),
        row.flag("is_default"),
        ContactJson.read(json),
        row.number("created_at"),
        row.number("updated_at"));
  }

  private byte[] sealed(long account, long id, ContactSubmission contact) {
    return seal.seal(ContactJson.write(contact), context(account, id));
  }

  /** The table of this room that holds sealed values. */
  public static SealedRows sealedRows() {
    return new SealedRows(
        "profile",
        List.of("account_id", "id"),
        "sealed",
        row -> new Object[] {row.number("account_id"), row.number("id")},
        row -> context(row.number("account_id"), row.number("id")));
  }

  private static String context(long account, long id) {
    return "profile " + account + " " + id;
  }
}
