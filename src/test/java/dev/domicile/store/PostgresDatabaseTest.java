package dev.domicile.store;

class PostgresDatabaseTest extends DatabaseContract {

  @Override
  String url() {
    return TestDatabases.postgres(folder);
  }
}
