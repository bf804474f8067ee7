package dev.domicile.account;

import dev.domicile.account.CreateAccount.Reason;
import dev.domicile.audit.Audit;
import dev.domicile.store.Database;
import dev.domicile.store.Sql;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Makes a further access key of an account, permanent or temporary. */
public final class CreateKey {

  /** Longest life of a temporary key; what is to live longer is a permanent one. */
  public static final Duration LONGEST = Duration.ofDays(7);

  /** Shortest, for tests: clients renew theirs minutes before the end. */
  public static final Duration SHORTEST = Duration.ofSeconds(1);

  /** Of one account, temporary ones that have expired among them. */
  private static final int MOST = 10_000;

  /**
   * The key that is wanted.
   *
   * @param pair that clients have already; empty to make one
   * @param life of a temporary key; empty for a permanent one
   * @param token that clients have already, of a temporary key; empty to make one
   */
  public record Wanted(
      Policy policy, Optional<KeyPair> pair, Optional<Duration> life, Optional<String> token) {}

  /** What became of it. */
  public sealed interface Outcome {

    /**
     * The only moment at which the secret can be seen.
     *
     * @param token empty for a permanent key
     */
    record Created(KeyPair key, Optional<SecurityToken> token) implements Outcome {}

    /**
     * @param reason one line for people
     */
    record Refused(String reason) implements Outcome {}
  }

  private final Database database;
  private final AccessKeys keys;
  private final Audit audit;
  private final InstantSource clock;
  private final RandomGenerator random;

  /**
   * @param random of the strength that secrets need
   */
  public CreateKey(
      Database database,
      AccessKeys keys,
      Audit audit,
      InstantSource clock,
      RandomGenerator random) {
    this.database = database;
    this.keys = keys;
    this.audit = audit;
    this.clock = clock;
    this.random = random;
  }

  /**
   * @param actor for the audit
   */
  public Outcome run(Account account, Wanted wanted, String actor) {
    long now = clock.millis();
    KeyPair pair = wanted.pair().orElseGet(() -> random(wanted));
    SecurityToken token = token(wanted, now);
    Optional<String> fault = fault(wanted, pair, token);
    if (fault.isPresent()) {
      return new Outcome.Refused(fault.get());
    }
    return database.write(sql -> store(sql, account, pair, wanted.policy(), token, now, actor));
  }

  private KeyPair random(Wanted wanted) {
    return wanted.life().isPresent() ? KeyPair.temporary(random) : KeyPair.random(random);
  }

  private @Nullable SecurityToken token(Wanted wanted, long now) {
    if (wanted.life().isEmpty()) {
      return null;
    }
    long expiresAt = now + wanted.life().get().toMillis();
    return wanted
        .token()
        .map(given -> new SecurityToken(given, expiresAt))
        .orElseGet(() -> SecurityToken.random(random, expiresAt));
  }

  private static Optional<String> fault(
      Wanted wanted, KeyPair pair, @Nullable SecurityToken token) {
    if (!pair.hasAllowedLengths()) {
      return Optional.of(Reason.KEY_LENGTH.text());
    }
    if (!pair.hasAllowedCharacters()) {
      return Optional.of(Reason.KEY_CHARACTERS.text());
    }
    if (wanted.life().filter(CreateKey::isOutside).isPresent()) {
      return Optional.of("a temporary key lives for 1 second to 7 days");
    }
    return token == null || token.hasAllowedCharacters()
        ? Optional.empty()
        : Optional.of("a SecurityToken has 6 to 1024 printable ASCII characters without spaces");
  }

  private static boolean isOutside(Duration life) {
    return life.compareTo(SHORTEST) < 0 || life.compareTo(LONGEST) > 0;
  }

  private Outcome store(
      Sql sql,
      Account account,
      KeyPair pair,
      Policy policy,
      @Nullable SecurityToken token,
      long now,
      String actor) {
    if (keys.isTaken(sql, pair.id())) {
      return new Outcome.Refused(Reason.KEY_ID_TAKEN.text());
    }
    AccountRow.own(sql, List.of(account.id()));
    if (keys.count(sql, account.id()) >= MOST) {
      return new Outcome.Refused("the account has " + MOST + " keys already; delete some");
    }
    keys.add(sql, account.id(), pair, policy, token, now);
    String detail = token == null ? "" : "expires=" + token.expiresAt();
    audit.entry(sql, now, account.id(), actor, "access-key.created", pair.id(), detail);
    return new Outcome.Created(pair, Optional.ofNullable(token));
  }
}
