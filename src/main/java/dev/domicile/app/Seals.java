package dev.domicile.app;

import dev.domicile.seal.MasterKey;
import dev.domicile.seal.Seal;
import dev.domicile.store.Database;

/** Opens the sealed part of a configured database. */
public final class Seals {

  private Seals() {}

  /**
   * A new master key is made for a new database only: to one that holds sealed data it would be a
   * wrong key.
   */
  public static Seal open(Config config, Database database) {
    boolean isNew = database.read(sql -> sql.number("SELECT count(*) AS n FROM keyset")) == 0;
    return Seal.open(MasterKey.open(config.masterKey(), isNew), database);
  }
}
