package dev.domicile.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.store.Database;
import dev.domicile.store.StartRefused;
import dev.domicile.store.TestDatabases;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealTest {

  @TempDir Path folder;
  Database database;

  @BeforeEach
  void open() {
    database = Database.open(TestDatabases.url(folder));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void opensWhatItSealedAndOnlyInItsPlace() {
    Seal seal = seal("master.key", true);
    byte[] sealed = seal.seal("zhang san", "contact 1");
    assertFalse(new String(sealed, StandardCharsets.ISO_8859_1).contains("zhang"));
    assertEquals("zhang san", seal.openText(sealed, "contact 1"));
    assertThrows(IllegalStateException.class, () -> seal.openText(sealed, "contact 2"));
    sealed[sealed.length - 1] ^= 1;
    assertThrows(IllegalStateException.class, () -> seal.openText(sealed, "contact 1"));
  }

  @Test
  void digestsStayTheSameOverARestartAndDifferByPurpose() {
    String before = seal("master.key", true).digest("contact", "a");
    Seal again = seal("master.key", false);
    assertEquals(before, again.digest("contact", "a"));
    assertNotEquals(before, again.digest("other", "a"));
    assertEquals(32, before.length());
  }

  @Test
  void theKeyFileIsForItsOwnerOnly() throws Exception {
    seal("master.key", true);
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("master.key"))));
  }

  @Test
  void aWrongOrMissingKeyStopsTheStartAndIsNamed() throws Exception {
    seal("master.key", true);
    StartRefused wrong = assertThrows(StartRefused.class, () -> seal("other.key", true));
    assertTrue(wrong.getMessage().contains("other.key"), wrong.getMessage());
    StartRefused missing = assertThrows(StartRefused.class, () -> seal("gone.key", false));
    assertTrue(missing.getMessage().contains("gone.key"), missing.getMessage());
    Files.writeString(folder.resolve("text.key"), "hello");
    StartRefused text = assertThrows(StartRefused.class, () -> seal("text.key", true));
    assertTrue(text.getMessage().contains("text.key"), text.getMessage());
  }

  private Seal seal(String key, boolean mayMake) {
    return Seal.open(MasterKey.open(folder.resolve(key), mayMake), database);
  }
}
