package dev.domicile.account;

import dev.domicile.audit.Audit;
import dev.domicile.store.Database;
import dev.domicile.store.Sql;
import java.time.InstantSource;

/** Takes an access key out of use, for a while or for good; a running service follows soon. */
public final class ChangeKey {

  /** What is done to it. */
  public enum Change {
    DISABLE("disabled"),
    ENABLE("enabled"),
    DELETE("deleted");

    private final String done;

    Change(String done) {
      this.done = done;
    }

    /** For people and the audit. */
    public String done() {
      return done;
    }
  }

  private final Database database;
  private final AccessKeys keys;
  private final Audit audit;
  private final InstantSource clock;

  public ChangeKey(Database database, AccessKeys keys, Audit audit, InstantSource clock) {
    this.database = database;
    this.keys = keys;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Done also where the key was as wanted before.
   *
   * @param actor for the audit
   * @return false if the account has no such key
   */
  public boolean run(Account account, String accessKeyId, Change change, String actor) {
    return database.write(
        sql -> {
          boolean there = apply(sql, account.id(), accessKeyId, change);
          if (there) {
            String kind = "access-key." + change.done();
            audit.entry(sql, clock.millis(), account.id(), actor, kind, accessKeyId, "");
          }
          return there;
        });
  }

  private boolean apply(Sql sql, long accountId, String id, Change change) {
    return switch (change) {
      case DISABLE -> keys.enable(sql, accountId, id, false);
      case ENABLE -> keys.enable(sql, accountId, id, true);
      case DELETE -> keys.delete(sql, accountId, id);
    };
  }
}
