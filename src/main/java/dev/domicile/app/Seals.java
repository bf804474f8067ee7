package dev.domicile.app;

import dev.domicile.account.AccessKeys;
import dev.domicile.change.Retention;
import dev.domicile.contact.Contacts;
import dev.domicile.contact.Profiles;
import dev.domicile.events.Outbox;
import dev.domicile.portfolio.Readings;
import dev.domicile.seal.MasterKey;
import dev.domicile.seal.Seal;
import dev.domicile.seal.SealedRows;
import dev.domicile.store.Database;
import java.util.List;

/** Opens the sealed part of a configured database. */
public final class Seals {

  private Seals() {}

  public static Seal open(Config config, Database database) {
    return Seal.open(masterKey(config, database), database);
  }

  /**
   * A new master key is made for a new database only: to one that holds sealed data it would be a
   * wrong key.
   */
  public static MasterKey masterKey(Config config, Database database) {
    boolean isNew = database.read(sql -> sql.number("SELECT count(*) AS n FROM keyset")) == 0;
    return MasterKey.open(config.masterKey(), isNew);
  }

  /** All that is sealed, of every room. */
  public static List<SealedRows> rows() {
    return List.of(
        Seal.sealedRows(),
        AccessKeys.sealedSecrets(),
        AccessKeys.sealedTokens(),
        Contacts.sealedRows(),
        Profiles.sealedRows(),
        Readings.sealedRows(),
        Outbox.sealedRows(),
        Retention.sealedRows());
  }
}
