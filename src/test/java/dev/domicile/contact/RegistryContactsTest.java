package dev.domicile.contact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.audit.Audit;
import dev.domicile.contact.FakeRegistry.Fault;
import dev.domicile.contact.FakeRegistry.Killed;
import dev.domicile.registry.Disclose;
import dev.domicile.registry.Disclose.Field;
import dev.domicile.registry.NewContact;
import dev.domicile.registry.PostalInfo;
import dev.domicile.registry.RegistryProfile.Disclosure;
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
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RegistryContactsTest {

  static final long ACCOUNT = 7;

  @TempDir Path folder;
  final List<Database> opened = new ArrayList<>();
  final FakeRegistry lab = new FakeRegistry(Submissions.registry("lab", PostalPolicy.INT));
  volatile Instant now = Instant.parse("2026-11-23T00:00:00Z");
  final InstantSource clock = () -> now;
  Node node;
  long contact;

  @BeforeEach
  void start() {
    node = new Node();
    contact = node.store(ACCOUNT, new ContactSubmission(Submissions.seed()));
  }

  @AfterEach
  void stop() {
    opened.forEach(Database::close);
  }

  @Test
  void makesOneContactForOneContentHoweverOftenAsked() {
    String handle = ready(node.ensure(contact));
    long again = node.store(ACCOUNT, Submissions.seedWith("Country", " cn "));
    assertEquals(handle, ready(node.ensure(contact)));
    assertEquals(handle, ready(node.ensure(again)), "the same content of a later task");
    assertEquals(1, lab.commands());
    NewContact made = lab.creates.getFirst();
    assertEquals(handle, made.handle());
    assertEquals("zhang san", made.postal().getFirst().name());
    assertEquals("+86.13800000000", made.voice());
    assertTrue(handle.matches("D[A-Z0-9]{15}"), handle);
    assertTrue(made.authInfo().matches("[A-Za-z0-9]{25}"));
  }

  @Test
  void anotherContentOrAccountOrRegistryHasItsOwnContact() {
    FakeRegistry china = new FakeRegistry(Submissions.registry("china", PostalPolicy.LOC));
    long other = node.store(ACCOUNT, Submissions.seedWith("City", "Shanghai"));
    long foreign = node.store(8, new ContactSubmission(Submissions.seed()));
    Set<String> handles =
        Set.of(
            ready(node.ensure(contact)),
            ready(node.ensure(other)),
            ready(node.contacts.ensure(lab, 8, foreign)),
            ready(node.contacts.ensure(china, ACCOUNT, contact)));
    assertEquals(4, handles.size());
    assertEquals(3, lab.held.size());
    assertEquals(1, china.held.size());
    assertThrows(IllegalArgumentException.class, () -> node.contacts.ensure(lab, 8, contact));
  }

  @Test
  void aContactThatWasMadeToBeSeenIsNotUsedWhereItIsToBeHidden() {
    FakeRegistry seen = new FakeRegistry(Submissions.disclosing(Disclosure.REGISTRY_DEFAULT));
    String open = ready(node.contacts.ensure(seen, ACCOUNT, contact));
    assertEquals(open, ready(node.contacts.ensure(seen, ACCOUNT, contact)));
    assertNotEquals(open, ready(node.ensure(contact)));
  }

  @Test
  void whatTheOldContactShowsIsPartOfWhatMakesItTheSameContact() {
    FakeRegistry copying = new FakeRegistry(Submissions.disclosing(Disclosure.COPY));
    Disclose email = new Disclose(false, Set.of(Field.EMAIL));
    Disclose shown = new Disclose(true, Set.of(Field.EMAIL));
    List<OldDisclosure> olds =
        Stream.of(email, shown, null)
            .map(disclose -> new OldDisclosure(disclose, Set.of(PostalInfo.Type.INT)))
            .toList();
    Set<String> handles = new HashSet<>();
    for (OldDisclosure old : olds) {
      String handle = ready(copying, old);
      handles.add(handle);
      assertEquals(handle, ready(copying, old));
      assertEquals(Optional.of(handle), node.contacts.handleOf(copying, ACCOUNT, contact, old));
    }
    assertEquals(3, handles.size());
    assertEquals(3, copying.commands());
    List<@Nullable Disclose> sent = new ArrayList<>();
    copying.creates.forEach(made -> sent.add(made.disclose()));
    assertEquals(Arrays.asList(email, shown, null), sent);
  }

  @Test
  void oneThatHidesAllIsTheSameWhetherByCopyOrByDefault() {
    FakeRegistry copying = new FakeRegistry(Submissions.disclosing(Disclosure.COPY));
    assertEquals(ready(node.ensure(contact)), ready(copying, OldDisclosure.HIDDEN));
    assertEquals(0, copying.commands());
  }

  private String ready(FakeRegistry registry, OldDisclosure old) {
    return ready(node.contacts.ensure(registry, ACCOUNT, contact, old));
  }

  @Test
  void storesTheHandleBeforeTheCreateGoesOut() {
    List<String> stored = new ArrayList<>();
    lab.beforeCreate =
        asked ->
            stored.addAll(
                new Node()
                    .database.read(
                        sql ->
                            sql.rows(
                                "SELECT handle, state FROM registry_contact",
                                row -> row.text("handle") + " " + row.text("state"))));
    String handle = ready(node.ensure(contact));
    assertEquals(List.of(handle + " CHOSEN"), stored);
  }

  @Test
  void fiftyStepsAtOnceSendOneCreate() throws Exception {
    CountDownLatch started = new CountDownLatch(50);
    lab.beforeCreate = asked -> await(started);
    List<Future<Ensured>> asked = new ArrayList<>();
    try (ExecutorService steps = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 50; i++) {
        asked.add(
            steps.submit(
                () -> {
                  started.countDown();
                  return node.ensure(contact);
                }));
      }
    }
    Set<String> handles =
        asked.stream().map(Future::resultNow).map(e -> ready(e)).collect(Collectors.toSet());
    assertEquals(1, handles.size());
    assertEquals(1, lab.commands());
  }

  @Test
  void aRestartSendsNothing() {
    String handle = ready(node.ensure(contact));
    assertEquals(handle, ready(new Node().ensure(contact)));
    assertEquals(1, lab.commands());
  }

  @Test
  void aLostAnswerIsSettledByAskingAndNothingIsDoubled() {
    lab.createFaults.add(Fault.LOST_ANSWER);
    assertInstanceOf(Ensured.Unknown.class, node.ensure(contact));
    assertEquals(lab.creates.getFirst().handle(), ready(node.ensure(contact)));
    assertEquals(1, lab.creates.size());
    assertEquals(1, lab.infos.size());
    assertEquals(1, lab.held.size());
  }

  @Test
  void aLostCommandIsSentAgainUnderTheSameHandle() {
    lab.createFaults.add(Fault.LOST_COMMAND);
    assertInstanceOf(Ensured.Unknown.class, node.ensure(contact));
    assertEquals(lab.creates.getFirst().handle(), ready(new Node().ensure(contact)));
    assertEquals(2, lab.creates.size());
    assertEquals(1, lab.infos.size());
    assertNotEquals(lab.creates.get(0).authInfo(), lab.creates.get(1).authInfo());
  }

  @Test
  void staysUnknownWhileTheQuestionHasNoAnswerEither() {
    lab.createFaults.add(Fault.LOST_ANSWER);
    lab.infoFaults.addAll(List.of(Fault.LOST_ANSWER, Fault.NOT_SENT));
    assertInstanceOf(Ensured.Unknown.class, node.ensure(contact));
    assertInstanceOf(Ensured.Unknown.class, node.ensure(contact));
    assertInstanceOf(Ensured.NotSent.class, node.ensure(contact));
    ready(node.ensure(contact));
    assertEquals(1, lab.held.size());
    assertEquals(1, lab.creates.size());
  }

  @Test
  void whatWasNeverSentIsSentWithoutAsking() {
    lab.createFaults.add(Fault.NOT_SENT);
    assertInstanceOf(Ensured.NotSent.class, node.ensure(contact));
    ready(node.ensure(contact));
    assertEquals(1, lab.commands());
  }

  @Test
  void aCrashBeforeTheCreateCostsNothing() {
    lab.beforeCreate =
        asked -> {
          throw new Killed();
        };
    assertThrows(Killed.class, () -> node.ensure(contact));
    String chosen = lab.creates.removeFirst().handle();
    lab.beforeCreate = asked -> {};
    assertEquals(chosen, ready(new Node().ensure(contact)));
    assertEquals(1, lab.commands());
    assertEquals(1, lab.held.size());
  }

  @Test
  void aCrashAfterTheCreateFindsTheContactAndAdoptsIt() {
    lab.afterCreate =
        made -> {
          throw new Killed();
        };
    assertThrows(Killed.class, () -> node.ensure(contact));
    lab.afterCreate = made -> {};
    assertEquals(lab.creates.getFirst().handle(), ready(new Node().ensure(contact)));
    assertEquals(1, lab.held.size());
    assertEquals(2, lab.creates.size());
    assertEquals(1, lab.infos.size());
  }

  @Test
  void twoProcessesAtOnceMakeOneContact() {
    Node second = new Node();
    List<Ensured> others = new ArrayList<>();
    lab.beforeCreate =
        asked -> {
          lab.beforeCreate = none -> {};
          others.add(second.ensure(contact));
        };
    String handle = ready(node.ensure(contact));
    assertEquals(handle, ready(others.getFirst()));
    assertEquals(1, lab.held.size());
  }

  @Test
  void aHandleThatAnotherRegistrarHasIsLeftForAnother() {
    takenBy("registrar2", 1);
    String handle = ready(node.ensure(contact));
    assertEquals(2, lab.creates.size());
    assertEquals(1, lab.infos.size());
    assertNotEquals(lab.creates.getFirst().handle(), handle);
    assertEquals(handle, ready(new Node().ensure(contact)));
    assertEquals(3, lab.commands());
  }

  @Test
  void aHandleWhoseContactIsHiddenFromUsIsLeftForAnother() {
    lab.hidesForeign = true;
    takenBy("registrar2", 1);
    ready(node.ensure(contact));
    assertEquals(2, lab.creates.size());
  }

  @Test
  void aContactOfOursWithOtherContentIsNotAdopted() {
    lab.beforeCreate =
        asked -> {
          lab.beforeCreate = none -> {};
          lab.hold(
              new NewContact(
                  asked.handle(), asked.postal(), "+86.1", null, asked.email(), "unused"),
              "registrar1");
        };
    assertNotEquals(lab.held.keySet(), Set.of(ready(node.ensure(contact))));
    assertEquals(2, lab.held.size());
  }

  @Test
  void givesUpWhenEachNewHandleIsTaken() {
    takenBy("registrar2", 100);
    Ensured.Refused refused = assertInstanceOf(Ensured.Refused.class, node.ensure(contact));
    assertEquals(2302, refused.code());
    assertEquals(5, lab.creates.size());
  }

  @Test
  void aRefusalHoldsForItsTimeAndIsThenAskedAnew() {
    lab.createFaults.add(Fault.DENIED_BY_POLICY);
    Ensured refused = node.ensure(contact);
    assertEquals(new Ensured.Refused(2306, "policy"), refused);
    now = now.plusSeconds(29);
    assertEquals(refused, node.ensure(contact));
    assertEquals(1, lab.commands());
    now = now.plusSeconds(2);
    assertEquals(lab.creates.getFirst().handle(), ready(node.ensure(contact)));
  }

  @Test
  void aFailureOfTheMomentIsNotRemembered() {
    lab.createFaults.add(Fault.FAILED_FOR_NOW);
    assertEquals(new Ensured.Refused(2400, "later"), node.ensure(contact));
    ready(node.ensure(contact));
    assertEquals(2, lab.creates.size());
  }

  @Test
  void aPendingContactIsAskedForLater() {
    lab.createFaults.add(Fault.PENDING);
    assertInstanceOf(Ensured.Pending.class, node.ensure(contact));
    ready(node.ensure(contact));
    assertEquals(1, lab.creates.size());
    assertEquals(1, lab.infos.size());
  }

  @Test
  void aContactThatTheRegistryLostIsMadeAgain() {
    String handle = ready(node.ensure(contact));
    lab.lose(handle);
    node.contacts.invalidate(lab, handle);
    assertEquals(handle, ready(node.ensure(contact)));
    assertEquals(2, lab.creates.size());
    assertEquals(1, lab.infos.size());
    assertEquals(1, lab.held.size());
  }

  @Test
  void aContactWronglyDoubtedIsOnlyLookedAt() {
    String handle = ready(node.ensure(contact));
    node.contacts.invalidate(lab, handle.toLowerCase(Locale.ROOT));
    assertEquals(handle, ready(node.ensure(contact)));
    assertEquals(1, lab.creates.size());
    assertEquals(1, lab.infos.size());
  }

  @Test
  void aLostContactWhoseHandleIsNotReleasedGetsANewOne() {
    String handle = ready(node.ensure(contact));
    lab.lose(handle);
    lab.retired.add(handle);
    node.contacts.invalidate(lab, handle);
    assertNotEquals(handle, ready(node.ensure(contact)));
    assertEquals(1, lab.held.size());
  }

  @Test
  void usesTheHandleAsTheRegistrySpellsIt() {
    lab.spelling = asked -> asked.toLowerCase(Locale.ROOT);
    String handle = ready(node.ensure(contact));
    assertEquals(lab.creates.getFirst().handle().toLowerCase(Locale.ROOT), handle);
    assertEquals(handle, ready(new Node().ensure(contact)));
    assertEquals(1, lab.commands());
  }

  @Test
  void tellsHandleAndContentWithoutAskingTheRegistry() {
    assertEquals(
        Optional.empty(), node.contacts.handleOf(lab, ACCOUNT, contact, OldDisclosure.HIDDEN));
    String handle = ready(node.ensure(contact));
    assertEquals(
        Optional.of(handle),
        new Node().contacts.handleOf(lab, ACCOUNT, contact, OldDisclosure.HIDDEN));
    ContactContent content =
        node.contacts.contentOf(lab, ACCOUNT, handle.toLowerCase(Locale.ROOT)).orElseThrow();
    assertEquals("zhang san", content.postal().getFirst().name());
    assertTrue(node.contacts.contentOf(lab, 8, handle).isEmpty(), "another account's");
    assertTrue(node.contacts.contentOf(lab, ACCOUNT, "OLD-1").isEmpty());
    assertEquals(1, lab.commands());
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void everyClTridIsNewAndOfEppsForm(Fault fault) {
    lab.createFaults.add(fault);
    lab.infoFaults.add(fault);
    for (int i = 0; i < 4; i++) {
      new Node().ensure(contact);
    }
    assertTrue(lab.clTrids.size() >= 1);
    assertEquals(lab.clTrids.size(), Set.copyOf(lab.clTrids).size());
    for (String clTrid : lab.clTrids) {
      assertTrue(clTrid.matches("C-D[A-Z0-9]{15}-[A-Z2-7]{13}"), clTrid);
    }
  }

  private void takenBy(String sponsor, int times) {
    int[] left = {times};
    lab.beforeCreate =
        asked -> {
          if (left[0]-- > 0) {
            lab.hold(asked, sponsor);
          }
        };
  }

  private static String ready(Ensured ensured) {
    return assertInstanceOf(Ensured.Ready.class, ensured).handle();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(10, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** One process: a database of its own over the one file. */
  final class Node {
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

    long store(long account, ContactSubmission submitted) {
      return database.write(sql -> stored.store(sql, account, submitted));
    }

    Ensured ensure(long contactId) {
      return contacts.ensure(lab, ACCOUNT, contactId);
    }
  }
}
