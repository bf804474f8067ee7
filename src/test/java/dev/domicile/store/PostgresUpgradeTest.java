package dev.domicile.store;

import java.util.List;

class PostgresUpgradeTest extends UpgradeContract {

  @Override
  Database open(String name, List<String> migrations) {
    return PostgresDatabase.open(TestDatabases.postgres(folder.resolve(name)), migrations);
  }
}
