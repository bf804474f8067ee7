package dev.domicile.change;

import dev.domicile.api.Call;
import dev.domicile.api.Operation;
import dev.domicile.api.Parameter;
import dev.domicile.api.Parameters;
import dev.domicile.api.Refusal;
import dev.domicile.seal.Seal;
import dev.domicile.store.Database;
import dev.domicile.store.Row;
import dev.domicile.store.Sql;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Submits that were accepted under a ClientToken: a client that lost the answer sends the same
 * again and gets the same TaskNo. Token and content are kept as keyed digests alone.
 */
public final class ClientTokens {

  /** As Alibaba Cloud's other APIs have it: at most 64 ASCII characters. */
  static final Parameter DESCRIBED =
      Parameter.optional(
          "ClientToken",
          Parameter.Kind.TEXT,
          "At most 64 ASCII characters of the client's choice. The same token with the same"
              + " parameters answers the same TaskNo for 24 hours; with others it is refused.");

  private static final Pattern TOKEN = Pattern.compile("[!-~]{1,64}");

  private static final Duration KEPT = Duration.ofHours(24);

  /** Rows removed in one transaction: the write lock is held for moments only. */
  private static final int PORTION = 1_000;

  /** What a request says of itself. */
  record Claim(long accountId, String token, String content) {}

  /** What is known of a claim. */
  sealed interface Known {

    record New() implements Known {}

    /** The same was accepted before. */
    record Same(String taskNo) implements Known {}

    /** The token stands for something else. */
    record Other() implements Known {}
  }

  private record Kept(String content, String taskNo) {}

  private final Database database;
  private final Seal seal;
  private final InstantSource clock;

  public ClientTokens(Database database, Seal seal, InstantSource clock) {
    this.database = database;
    this.seal = seal;
    this.clock = clock;
  }

  /** Null where the request has no token, or one that is refused. */
  @Nullable Claim claim(Operation operation, Call call) {
    Parameters in = call.parameters();
    Optional<String> token = in.text(DESCRIBED.name());
    if (token.isEmpty()) {
      return null;
    }
    if (!TOKEN.matcher(token.get()).matches()) {
      in.refuse(
          Refusal.illegal(
              "ClientToken: it has at most 64 characters, all of them visible ASCII.",
              "ClientToken：最多64个可见ASCII字符。"));
      return null;
    }
    return new Claim(
        call.caller().accountId(),
        seal.digest("client_token", token.get()),
        seal.digest(
            "client_token_content", operation.name() + "\n" + in.content(DESCRIBED.name())));
  }

  Known look(Claim claim) {
    return database.read(sql -> look(sql, claim));
  }

  Known look(Sql sql, Claim claim) {
    Optional<Kept> kept =
        sql.row(
            """
            SELECT content, task_no FROM client_token
            WHERE account_id = ? AND token = ? AND expires_at > ?
            """,
            ClientTokens::kept,
            claim.accountId(),
            claim.token(),
            clock.millis());
    if (kept.isEmpty()) {
      return new Known.New();
    }
    return kept.get().content().equals(claim.content())
        ? new Known.Same(kept.get().taskNo())
        : new Known.Other();
  }

  /** Until the end of the transaction nobody else begins with the token; who has, is awaited. */
  void hold(Sql sql, Claim claim) {
    sql.update(
        """
        INSERT INTO client_token (account_id, token, content, task_no, expires_at)
        VALUES (?, ?, ?, '', 0)
        ON CONFLICT (account_id, token) DO UPDATE SET content = client_token.content
        """,
        claim.accountId(),
        claim.token(),
        claim.content());
  }

  void keep(Sql sql, Claim claim, String taskNo) {
    sql.update(
        """
        INSERT INTO client_token (account_id, token, content, task_no, expires_at)
        VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (account_id, token) DO UPDATE SET content = excluded.content,
          task_no = excluded.task_no, expires_at = excluded.expires_at
        """,
        claim.accountId(),
        claim.token(),
        claim.content(),
        taskNo,
        clock.millis() + KEPT.toMillis());
  }

  /** Removes what has expired, in portions. */
  public void sweep() {
    int removed;
    do {
      removed =
          database.write(
              sql ->
                  sql.update(
                      """
                      DELETE FROM client_token WHERE (account_id, token) IN (
                        SELECT account_id, token FROM client_token WHERE expires_at <= ?
                        ORDER BY expires_at LIMIT ?)\
                      """,
                      clock.millis(),
                      PORTION));
    } while (removed == PORTION);
  }

  private static Kept kept(Row row) {
    return new Kept(row.text("content"), row.text("task_no"));
  }
}
