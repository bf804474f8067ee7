package dev.domicile.store;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SqliteDatabaseTest extends DatabaseContract {

  @Override
  String url() {
    return "sqlite:" + folder.resolve("a/b/test.db");
  }

  @Test
  void aFileThatIsNoDatabaseIsRefusedByItsName() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("text.db"), "this is not a database at all, only some text ".repeat(50));
    StartRefused refused = assertThrows(StartRefused.class, () -> Database.open("sqlite:" + file));
    assertTrue(refused.getMessage().contains("text.db"), refused.getMessage());
    StartRefused scheme = assertThrows(StartRefused.class, () -> Database.open("oracle:secret"));
    assertTrue(!scheme.getMessage().contains("secret"), scheme.getMessage());
  }

  @Test
  void theNativeLibraryHasOnePlaceThatIsNotTheTemporaryFolder() {
    String place = System.getProperty("org.sqlite.lib.path");
    assertTrue(place != null && !place.startsWith(System.getProperty("java.io.tmpdir")), place);
  }
}
