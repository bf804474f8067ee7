package dev.domicile.contact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.domicile.audit.Audit;
import dev.domicile.contact.FakeRegistry.Fault;
import dev.domicile.contact.FakeRegistry.Killed;
import dev.domicile.registry.RegistryProfile;
import dev.domicile.registry.RegistryProfile.PostalPolicy;
import dev.domicile.seal.MasterKey;
import dev.domicile.seal.Seal;
import dev.domicile.store.Database;
import dev.domicile.store.Ids;
import dev.domicile.store.TestDatabases;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** At a registry that makes the handles of contacts itself. */
class ServerHandlesTest {

  private static final long ACCOUNT = 7;

  @TempDir Path folder;
  private final List<Database> opened = new ArrayList<>();
  private final FakeRegistry lab = new FakeRegistry(profile());
  private final InstantSource clock = () -> Instant.parse("2026-11-23T00:00:00Z");
  private Node node;
  private long contact;

  private static RegistryProfile profile() {
    RegistryProfile plain = Submissions.registry("lab", PostalPolicy.INT);
    return new RegistryProfile(
        plain.name(),
        plain.tlds(),
        plain.registrarId(),
        plain.sessions(),
        plain.contacts(),
        plain.postalInfo(),
        plain.requires(),
        new RegistryProfile.ContactRules(
            RegistryProfile.Disclosure.NONE, RegistryProfile.Handles.SERVER, "D"));
  }

  @BeforeEach
  void start() {
    lab.spelling = handle -> "REG-" + lab.creates.size();
    node = new Node();
    contact = node.store(new ContactSubmission(Submissions.seed()));
  }

  @AfterEach
  void stop() {
    opened.forEach(Database::close);
  }

  @Test
  void theHandleThatTheRegistryAnswersIsTheOneInUse() {
    assertEquals("REG-1", ready(node.ensure(contact)));
    assertEquals("REG-1", ready(new Node().ensure(contact)));
    assertEquals(1, lab.commands());
  }

  @Test
  void aLostAnswerIsNeverRepeatedNotEvenAfterARestart() {
    lab.createFaults.add(Fault.LOST_ANSWER);
    for (int i = 0; i < 3; i++) {
      assertInstanceOf(Ensured.Unknown.class, node.ensure(contact));
      assertInstanceOf(Ensured.Unknown.class, new Node().ensure(contact));
    }
    assertEquals(1, lab.commands());
  }

  @Test
  void aLostContactIsTakenUnderTheHandleThatAPersonFoundAndNoOther() {
    lab.createFaults.add(Fault.LOST_ANSWER);
    assertInstanceOf(Ensured.Unknown.class, node.ensure(contact));
    String handle = lab.held.keySet().iterator().next();
    LostContacts.Lost lost = lost().all().getFirst();
    assertInstanceOf(
        LostContacts.Outcome.Settled.class,
        lost().made("lab", lost.name(), handle, "seen in the registry's pages", "test"));
    assertEquals(handle, ready(node.ensure(contact)));
    assertEquals(1, lab.held.size());
    assertEquals(List.of(), lost().all());
  }

  @Test
  void aHandleThatIsNotTheContactIsNotTaken() {
    lab.createFaults.add(Fault.LOST_COMMAND);
    assertInstanceOf(Ensured.Unknown.class, node.ensure(contact));
    String name = lost().all().getFirst().name();
    assertInstanceOf(
        LostContacts.Outcome.Refused.class, lost().made("lab", name, "a b", "mistyped", "test"));
    assertInstanceOf(
        LostContacts.Outcome.Settled.class, lost().made("lab", name, "WRONG-1", "wrong", "test"));
    assertEquals("REG-2", ready(node.ensure(contact)));
    assertEquals(List.of("WRONG-1"), lab.infos);
  }

  @Test
  void aContactThatWasNotMadeIsMadeOnAPersonsWordOnce() {
    lab.createFaults.add(Fault.LOST_COMMAND);
    assertInstanceOf(Ensured.Unknown.class, node.ensure(contact));
    String name = lost().all().getFirst().name();
    assertInstanceOf(
        LostContacts.Outcome.Settled.class, lost().notMade("lab", name, "not there", "test"));
    assertInstanceOf(
        LostContacts.Outcome.Refused.class, lost().notMade("lab", name, "twice", "test"));
    ready(node.ensure(contact));
    assertEquals(1, lab.held.size());
    assertEquals(
        1,
        node.database.<Long>read(
            sql ->
                sql.number(
                    "SELECT count(*) AS n FROM audit_entry WHERE kind = 'contact.not-made'")));
  }

  private LostContacts lost() {
    return new LostContacts(node.database, new Audit(Ids.system(clock)), clock);
  }

  @Test
  void aCrashWhileTheCreateIsUnderWayIsNotRepeatedEither() {
    lab.afterCreate =
        made -> {
          throw new Killed();
        };
    assertThrows(Killed.class, () -> node.ensure(contact));
    lab.afterCreate = made -> {};
    assertInstanceOf(Ensured.Unknown.class, new Node().ensure(contact));
    assertEquals(1, lab.held.size());
  }

  @Test
  void whatWasNotSentOrWasRefusedIsSentAgain() {
    lab.createFaults.addAll(List.of(Fault.NOT_SENT, Fault.FAILED_FOR_NOW));
    assertInstanceOf(Ensured.NotSent.class, node.ensure(contact));
    assertInstanceOf(Ensured.Refused.class, node.ensure(contact));
    ready(node.ensure(contact));
    assertEquals(1, lab.held.size());
  }

  @Test
  void aContactThatTheRegistryLostIsMadeAgainUnderAnotherHandle() {
    String first = ready(node.ensure(contact));
    lab.lose(first);
    node.contacts.invalidate(lab, first);
    assertEquals("REG-2", ready(node.ensure(contact)));
    assertEquals(List.of(first), lab.infos);
  }

  private static String ready(Ensured ensured) {
    return assertInstanceOf(Ensured.Ready.class, ensured).handle();
  }

  /** One process: a database of its own over the one file. */
  private final class Node {
    final Database database = Database.open(TestDatabases.url(folder));
    final Contacts stored;
    final RegistryContacts contacts;

    Node() {
      opened.add(database);
      Seal seal = Seal.open(MasterKey.open(folder.resolve("master.key"), true), database);
      stored = new Contacts(database, seal, Ids.system(clock), clock);
      contacts =
          new RegistryContacts(
              database,
              stored,
              seal,
              new Audit(Ids.system(clock)),
              clock,
              new SecureRandom(),
              Duration.ofSeconds(30));
    }

    long store(ContactSubmission submitted) {
      return database.write(sql -> stored.store(sql, ACCOUNT, submitted));
    }

    Ensured ensure(long contactId) {
      return contacts.ensure(lab, ACCOUNT, contactId);
    }
  }
}
