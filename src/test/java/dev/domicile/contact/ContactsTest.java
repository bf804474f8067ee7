package dev.domicile.contact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.domicile.seal.MasterKey;
import dev.domicile.seal.Seal;
import dev.domicile.store.Database;
import dev.domicile.store.Ids;
import dev.domicile.store.TestDatabases;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContactsTest {

  @TempDir Path folder;
  Database database;
  Contacts contacts;

  @BeforeEach
  void open() {
    database = Database.open(TestDatabases.url(folder));
    contacts = contacts();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void oneThatAnEarlierReleaseStoredIsRead() {
    ContactSubmission submitted = new ContactSubmission(Submissions.seed());
    Contact normal = ContactValidation.normal(submitted);
    String json = ContactJson.write(submitted, normal);
    String earlier = json.replace("\"latin\":null,", "").replace("\"document\":null,", "");
    assertNotEquals(json, earlier);
    assertEquals(normal, ContactJson.read(1, 7, 0, earlier).normal());
  }

  @Test
  void givesBackWhatWasSubmittedToTheLetterAndItsNormalForm() {
    Map<String, String> values = Submissions.chinese();
    values.put("RegistrantName", "  ce   shi ");
    values.put("Country", "cn");
    ContactSubmission submitted = new ContactSubmission(values);
    long id = store(submitted);
    StoredContact stored = contacts().load(id);
    assertEquals(submitted, stored.submitted());
    assertEquals("  ce   shi ", stored.submitted().value("RegistrantName").orElseThrow());
    assertEquals(7, stored.accountId());
    assertEquals("ce shi", stored.normal().plain().name());
    assertEquals("CN", stored.normal().country());
    assertEquals("测试公司", stored.normal().chinese().organization());
    assertEquals("+86.13800000000", stored.normal().voice());
  }

  @Test
  void nothingOfAContactLiesOpenInTheDatabase() throws Exception {
    store(new ContactSubmission(Submissions.chinese()));
    database.close();
    for (Path file : Files.list(folder).filter(f -> f.toString().contains("test.db")).toList()) {
      String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      for (String open : new String[] {"ce shi", "test@test.com", "13800000000", "xitucheng"}) {
        assertFalse(bytes.contains(open), file + " holds " + open);
      }
    }
    database = Database.open(TestDatabases.url(folder));
  }

  @Test
  void opensAContactOnceForManyQuestions() {
    long id = store(new ContactSubmission(Submissions.seed()));
    assertSame(contacts.load(id), contacts.load(id));
    assertNotEquals(id, store(new ContactSubmission(Submissions.seed())), "versions, not copies");
  }

  @Test
  void refusesToStoreWhatWasNeverValidated() {
    ContactSubmission bad = Submissions.seedWith("Email", "nobody");
    assertThrows(IllegalArgumentException.class, () -> store(bad));
    assertEquals(0, database.<Long>read(sql -> sql.number("SELECT count(*) AS n FROM contact")));
  }

  @Test
  void anIdThatWasNeverGivenIsABug() {
    assertThrows(IllegalStateException.class, () -> contacts.load(1));
  }

  private long store(ContactSubmission submitted) {
    return database.write(sql -> contacts.store(sql, 7, submitted));
  }

  private Contacts contacts() {
    InstantSource clock = InstantSource.system();
    Seal seal = Seal.open(MasterKey.open(folder.resolve("master.key"), true), database);
    return new Contacts(database, seal, Ids.system(clock), clock);
  }
}
