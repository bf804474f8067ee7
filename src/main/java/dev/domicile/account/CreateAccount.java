package dev.domicile.account;

import dev.domicile.audit.Audit;
import dev.domicile.store.Database;
import dev.domicile.store.Sql;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Makes an account with its first access key. */
public final class CreateAccount {

  /** What became of it. */
  public sealed interface Outcome {

    /** The only moment at which the secret can be seen. */
    record Created(Account account, KeyPair key) implements Outcome {}

    record Refused(Reason reason) implements Outcome {}
  }

  /** Why an account is not made. */
  public enum Reason {
    NAME_TAKEN("an account of this name is there already"),
    NAME_ILLEGAL(
        "an account's name has 1 to 64 letters, digits and . _ - @, and begins with a letter or"
            + " digit"),
    KEY_ID_TAKEN("this AccessKeyId is there already"),
    KEY_LENGTH("AccessKeyId and AccessKeySecret have 6 to 128 characters each"),
    KEY_CHARACTERS(
        "an AccessKeyId has letters, digits and . _ - only, an AccessKeySecret printable ASCII"
            + " characters without spaces");

    private final String text;

    Reason(String text) {
      this.text = text;
    }

    /** One line for people. */
    public String text() {
      return text;
    }
  }

  private final Database database;
  private final Accounts accounts;
  private final AccessKeys keys;
  private final Audit audit;
  private final InstantSource clock;
  private final RandomGenerator random;

  /**
   * @param random of the strength that secrets need
   */
  public CreateAccount(
      Database database,
      Accounts accounts,
      AccessKeys keys,
      Audit audit,
      InstantSource clock,
      RandomGenerator random) {
    this.database = database;
    this.accounts = accounts;
    this.keys = keys;
    this.audit = audit;
    this.clock = clock;
    this.random = random;
  }

  /**
   * @param given the pair that clients have already; empty to make one
   * @param actor for the audit
   */
  public Outcome run(String name, Optional<KeyPair> given, String actor) {
    if (!Accounts.isName(name)) {
      return new Outcome.Refused(Reason.NAME_ILLEGAL);
    }
    KeyPair pair = given.orElseGet(() -> KeyPair.random(random));
    if (!pair.hasAllowedLengths()) {
      return new Outcome.Refused(Reason.KEY_LENGTH);
    }
    if (!pair.hasAllowedCharacters()) {
      return new Outcome.Refused(Reason.KEY_CHARACTERS);
    }
    // looked up before the account is made: a refusal must leave nothing behind
    return database.write(
        sql -> {
          if (keys.isTaken(sql, pair.id())) {
            return new Outcome.Refused(Reason.KEY_ID_TAKEN);
          }
          return store(sql, name, pair, actor);
        });
  }

  private Outcome store(Sql sql, String name, KeyPair pair, String actor) {
    long now = clock.millis();
    Optional<Account> made = accounts.create(sql, name, now);
    if (made.isEmpty()) {
      return new Outcome.Refused(Reason.NAME_TAKEN);
    }
    Account account = made.get();
    keys.add(sql, account.id(), pair, now);
    audit.entry(sql, now, account.id(), actor, "account.created", name, "");
    audit.entry(sql, now, account.id(), actor, "access-key.created", pair.id(), "");
    return new Outcome.Created(account, pair);
  }
}
