package dev.domicile.store;

class GroupCommitOnPostgresTest extends GroupCommitTest {

  @Override
  String url() {
    return TestDatabases.postgres(folder);
  }
}
