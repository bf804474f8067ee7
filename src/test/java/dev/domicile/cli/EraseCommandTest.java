package dev.domicile.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.account.Accounts;
import dev.domicile.account.Caller;
import dev.domicile.api.Call;
import dev.domicile.api.Lang;
import dev.domicile.api.Parameters;
import dev.domicile.api.Version;
import dev.domicile.app.Config;
import dev.domicile.app.Seals;
import dev.domicile.audit.Audit;
import dev.domicile.contact.ContactSubmission;
import dev.domicile.contact.Contacts;
import dev.domicile.contact.Profiles;
import dev.domicile.contact.SaveProfile;
import dev.domicile.docs.ShownCommand;
import dev.domicile.seal.Seal;
import dev.domicile.store.Database;
import dev.domicile.store.Ids;
import dev.domicile.store.TestDatabases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class EraseCommandTest {

  private static final String EMAIL = "zhangsan@example.com";
  private static final InstantSource CLOCK = InstantSource.system();

  @TempDir Path folder;
  private Commands commands;
  private Database database;
  private Contacts contacts;
  private Ids ids;
  private long account;

  @BeforeEach
  void store() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("domicile.yaml"),
            "database: \""
                + TestDatabases.url(folder)
                + "\"\nregistries: [{name: lab, tlds: [test], connector: none}]\n");
    commands = new Commands(file, false);
    commands.run("account", "create", "acme").succeeded();
    Config config = Config.loadForCommands(file);
    database = Database.open(config.database());
    ids = Ids.system(CLOCK);
    Seal seal = Seals.open(config, database);
    contacts = new Contacts(database, seal, ids, CLOCK);
    account = database.read(sql -> new Accounts(ids).find(sql, "acme")).orElseThrow().id();
    profile(seal, EMAIL);
    profile(seal, "lisi@example.com");
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void profile(Seal seal, String email) {
    Map<String, String> parameters = new HashMap<>(contact(email));
    parameters.put("RegistrantProfileType", "common");
    Profiles profiles = new Profiles(seal, ids, new Audit(ids), CLOCK);
    new SaveProfile(database, profiles)
        .run(
            new Call(
                new Caller(account, "acme", "key"),
                Version.V2018_01_29,
                new Parameters(parameters),
                Lang.EN,
                "R",
                "127.0.0.1"));
  }

  private static Map<String, String> contact(String email) {
    return Map.ofEntries(
        Map.entry("RegistrantName", "zhang san"),
        Map.entry("RegistrantOrganization", "zhang san"),
        Map.entry("RegistrantType", "1"),
        Map.entry("Country", "CN"),
        Map.entry("Province", "bei jing"),
        Map.entry("City", "bei jing"),
        Map.entry("Address", "1 chang an jie"),
        Map.entry("PostalCode", "100000"),
        Map.entry("Email", email),
        Map.entry("TelArea", "86"),
        Map.entry("Telephone", "13800138000"));
  }

  /** A contact that a task has set for a domain, under a handle of the registry lab. */
  private long contactOf(String domain, String email, String handle) {
    return database.write(
        sql -> {
          long id = contacts.store(sql, account, new ContactSubmission(contact(email)));
          sql.update(
              "INSERT INTO contact_change (task_id, account_id, contact_id, contact_type,"
                  + " transfer_lock) VALUES (?, ?, ?, 'admin', 0)",
              id,
              account,
              id);
          sql.update(
              "INSERT INTO set_contact (domain, contact_type, account_id, contact_id, handle,"
                  + " set_at) VALUES (?, 'admin', ?, ?, ?, 0)",
              domain,
              account,
              id,
              handle);
          sql.update(
              "INSERT INTO registry_contact (registry, account_id, digest, contact_id, handle,"
                  + " state, created_at) VALUES ('lab', ?, ?, ?, ?, 'LIVE', 0)",
              account,
              "digest of " + handle,
              id,
              handle);
          return id;
        });
  }

  private long count(String table) {
    return database.read(sql -> sql.number("SELECT count(*) AS n FROM " + table));
  }

  private Commands.Ran run(ShownCommand shown) {
    return commands.run(
        shown.line().replace("./domicile ", "").replace(" --config domicile.yaml", "").split(" "));
  }

  @Test
  void theCommandsOfTheDocumentTellAndErase() {
    contactOf("a.test", EMAIL, "DOM1");
    contactOf("b.test", "ZhangSan@Example.com", "DOM2");
    contactOf("c.test", "lisi@example.com", "DOM1A2B3C");

    String told = run(ShownCommand.ERASE_DRY).succeeded().out();
    assertEquals(
        "would be erased: 2 stored contacts, 1 profiles; current contact of 2 domains [a.test,"
            + " b.test]\nNothing was changed. To do it, add --yes.\n",
        told);
    assertEquals(3, count("contact"));
    assertEquals(2, count("profile"));

    assertTrue(run(ShownCommand.ERASE).succeeded().out().startsWith("erased: 2 stored contacts"));
    assertEquals(1, count("contact"));
    assertEquals(1, count("profile"));
    assertEquals(1, count("set_contact"));
    assertEquals(3, count("registry_contact"));
    assertEquals(
        List.of("digest of DOM1A2B3C", "erased DOM1", "erased DOM2"),
        database.read(
            sql ->
                sql.rows(
                    "SELECT digest FROM registry_contact ORDER BY digest",
                    row -> row.text("digest"))));
    assertEquals(1, run(ShownCommand.ERASE).exit(), "there is nothing any more");

    assertTrue(
        run(ShownCommand.ERASE_HANDLE).succeeded().out().startsWith("erased: 1 stored contacts"));
    assertEquals(0, count("contact"));
    assertEquals(
        List.of("contacts=2 profiles=1 domains=2", "contacts=1 profiles=0 domains=1"),
        database.read(
            sql ->
                sql.rows(
                    "SELECT detail FROM audit_entry WHERE kind = 'contact.erased' ORDER BY id",
                    row -> row.text("detail"))));
  }

  @Test
  void isRefusedWhileWorkUnderWayNeedsIt() {
    long task = contactOf("a.test", EMAIL, "DOM1");
    database.run(
        sql ->
            sql.update(
                """
                INSERT INTO active (queue, subject, account_id, task_id, seq, kind, leased, phase,
                  due_at, lease_until, owner, attempt, tries, reason, note, updated_at)
                VALUES ('lab', 'a.test', ?, ?, 1, 'CHG_ADMIN', 0, 'DOUBT', 0, 0, '', 1, 0, '', '',
                  0)\
                """,
                account,
                task));
    Commands.Ran ran = commands.run("erase", "--account", "acme", "--email", EMAIL, "--yes");
    assertEquals(1, ran.exit());
    assertEquals(
        "domicile: work under way needs the contact, for 1 domains [a.test]; wait for its end, or"
            + " cancel its tasks\n",
        ran.err());
    assertEquals(1, count("contact"));
    assertEquals(2, count("profile"));
  }

  @Test
  void anotherAccountsContactIsNotFound() {
    contactOf("a.test", EMAIL, "DOM1");
    commands.run("account", "create", "other").succeeded();
    assertEquals(1, commands.run("erase", "--account", "other", "--email", EMAIL).exit());
    assertEquals(
        1,
        commands
            .run("erase", "--account", "other", "--registry", "lab", "--handle", "DOM1", "--yes")
            .exit());
    assertEquals(1, count("contact"));
  }

  @Test
  void jsonIsOneObject() {
    contactOf("a.test", EMAIL, "DOM1");
    JsonNode told =
        commands.run("erase", "--account", "acme", "--email", EMAIL, "--json").succeeded().json();
    assertFalse(told.get("Erased").asBoolean());
    assertEquals(1, told.get("Contacts").asInt());
    assertEquals("a.test", told.get("Domains").get(0).asText());
  }
}
