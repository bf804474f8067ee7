package dev.domicile.registry.sandbox;

import static dev.domicile.registry.sandbox.EppText.add;
import static dev.domicile.registry.sandbox.EppText.domainUpdate;
import static dev.domicile.registry.sandbox.EppText.link;
import static dev.domicile.registry.sandbox.EppText.registrant;
import static dev.domicile.registry.sandbox.EppText.rem;
import static dev.domicile.registry.sandbox.EppText.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DomainCommandsTest {

  private static final String NAME = "sample-0001.com";
  private static final String LOCKED = "sample-0010.example";

  @TempDir Path folder;
  private Sandbox sandbox;
  private RawClient client;

  @BeforeEach
  void login() throws Exception {
    sandbox = Lab.start(folder);
    client = RawClient.loggedIn(sandbox);
  }

  @AfterEach
  void close() throws Exception {
    client.close();
    sandbox.close();
  }

  @Test
  void oneUpdateCarriesEverything() throws Exception {
    client.expect(1000, EppText.contactCreate("NEW-1"));
    update(
        1000,
        NAME,
        add(
                link("admin", "NEW-1")
                    + link("tech", "new-1")
                    + link("billing", "NEW-1")
                    + status("clientTransferProhibited"))
            + rem(link("admin", "SH0001") + link("tech", "SHTECH") + link("billing", "sh0001"))
            + registrant("NEW-1"));
    HeldDomain held = held(NAME);
    assertEquals("NEW-1", held.registrant());
    assertEquals(Map.of("admin", "NEW-1", "billing", "NEW-1", "tech", "NEW-1"), held.contacts());
    assertEquals(Set.of("clientTransferProhibited"), held.statuses());
    assertEquals(1, held.updates());
    assertEquals(Lab.NOW, held.updated());
    assertEquals("registrar1", held.updatedBy());
  }

  @Test
  void refusesAnUpdateOfWhatIsNotThereOrNotOurs() throws Exception {
    update(2303, "nobody.com", registrant("SH0001"));
    sandbox.change(NAME, d -> d.withSponsor("registrar9"));
    update(2201, NAME, registrant("SH0002"));
    assertEquals(0, held(NAME).updates());
  }

  @Test
  void refusesContactsThatAreNotThere() throws Exception {
    update(2303, NAME, registrant("NOBODY"));
    update(2303, NAME, add(link("admin", "NOBODY")) + rem(link("admin", "SH0001")));
    assertEquals("SH0001", held(NAME).contacts().get("admin"), "nothing is done by halves");
  }

  @Test
  void aRoleHasOneContact() throws Exception {
    update(2306, NAME, add(link("admin", "SH0002")));
    update(2306, NAME, add(link("admin", "SH0001")));
    update(2306, NAME, rem(link("admin", "SH0002")));
    update(2306, NAME, add(link("tech", "SHTECH")) + rem(link("tech", "SHTECH")));
    update(1000, NAME, rem(link("admin", "SH0001")));
    update(2306, NAME, rem(link("admin", "SH0001")));
    update(2306, NAME, add(link("admin", "SH0001") + link("admin", "SH0002")));
    update(1000, NAME, add(link("admin", "SH0002")));
    assertEquals(2, held(NAME).updates());
  }

  @Test
  void aReplayedSwapIsRefusedAndAReplayedRegistrantIsNot() throws Exception {
    String swap = add(link("admin", "SH0002")) + rem(link("admin", "SH0001"));
    update(1000, NAME, swap);
    update(2306, NAME, swap);
    update(1000, NAME, registrant("SH0002"));
    update(1000, NAME, registrant("SH0002"));
  }

  @Test
  void refusesStatusesThatAreThereOrAbsentAlready() throws Exception {
    update(2306, LOCKED, add(status("clientTransferProhibited")));
    update(2306, NAME, rem(status("clientTransferProhibited")));
    update(2306, NAME, add(status("clientHold")) + rem(status("clientHold")));
    update(2306, NAME, add(status("clientHold") + status("clientHold")));
    update(1000, LOCKED, rem(status("clientTransferProhibited")));
    assertEquals(Set.of("ok"), held(LOCKED).statuses());
  }

  @Test
  void statusesOfTheServerAreNotTheClientsToSet() throws Exception {
    for (String value : new String[] {"ok", "serverHold", "pendingUpdate", "inactive", "clientX"}) {
      update(2004, NAME, add(status(value)));
      update(2004, NAME, rem(status(value)));
    }
    update(2003, NAME, add("<domain:status/>"));
  }

  @Test
  void aClientLockLetsOnlyTheCommandPassThatLiftsIt() throws Exception {
    update(1000, NAME, add(status("clientUpdateProhibited")));
    update(2304, NAME, registrant("SH0002"));
    update(1000, NAME, rem(status("clientUpdateProhibited")) + registrant("SH0002"));
    assertEquals("SH0002", held(NAME).registrant());
  }

  @Test
  void aServerLockOrAPendingActionLetsNothingPass() throws Exception {
    for (String lock :
        new String[] {"serverUpdateProhibited", "pendingTransfer", "pendingUpdate"}) {
      sandbox.change(NAME, d -> d.withStatuses(Set.of(lock)));
      assertTrue(client.command(EppText.domainInfo(NAME)).contains(lock));
      update(2304, NAME, registrant("SH0002"));
    }
  }

  @Test
  void clientTransferProhibitedDoesNotStandInTheWay() throws Exception {
    update(1000, LOCKED, registrant("SH0002"));
  }

  @Test
  void refusesAnUpdateThatIsWrittenWrong() throws Exception {
    update(2003, NAME, "");
    update(2003, NAME, add("") + rem(""));
    update(2003, NAME, "<domain:chg/>");
    update(2003, NAME, add("<domain:contact>SH0001</domain:contact>"));
    update(2004, NAME, add(link("owner", "SH0001")));
    update(2005, NAME, add(link("admin", "S")));
    update(2005, NAME, registrant("THIS-ONE-IS-TOO-LONG"));
    update(2306, NAME, registrant(""));
    update(2001, NAME, registrant("SH0001") + add(link("admin", "SH0002")));
    update(2001, NAME, "<domain:more/>");
    update(2102, NAME, add("<domain:ns><domain:hostObj>ns.a.com</domain:hostObj></domain:ns>"));
    client.expect(2001, EppText.domain("update", registrant("SH0002") + name(NAME)));
    assertEquals(0, held(NAME).updates());
  }

  @Test
  void authInfoIsChangedAndRemoved() throws Exception {
    update(1000, NAME, "<domain:chg>" + authInfo("new-secret") + "</domain:chg>");
    assertEquals("new-secret", held(NAME).authInfo());
    String none = "<domain:chg><domain:authInfo><domain:null/></domain:authInfo></domain:chg>";
    update(1000, NAME, none);
    assertFalse(client.expect(1000, EppText.domainInfo(NAME)).contains("authInfo"));
    assertFalse(held(LOCKED).toString().contains(held(LOCKED).authInfo()));
  }

  @Test
  void infoTellsStrangersLessAndChecksWhatTheyKnow() throws Exception {
    String secret = held(NAME).authInfo();
    sandbox.change(NAME, d -> d.withSponsor("registrar9"));
    assertFalse(client.expect(1000, EppText.domainInfo(NAME)).contains(secret));
    client.expect(2202, EppText.domain("info", name(NAME) + authInfo("wrong")));
    String told = client.expect(1000, EppText.domain("info", name(NAME) + authInfo(secret)));
    assertTrue(told.contains(secret) && told.contains("<domain:clID>registrar9</domain:clID>"));
    client.expect(2303, EppText.domainInfo("nobody.com"));
    client.expect(1000, EppText.domainInfo("SAMPLE-0001.Com"));
    String ext = "<domain:authInfo><domain:ext><x xmlns=\"u\"/></domain:ext></domain:authInfo>";
    client.expect(2102, EppText.domain("info", name(NAME) + ext));
  }

  @Test
  void refusesToCreateWhatIsWrong() throws Exception {
    String pw = authInfo("open-sesame");
    create(2302, name(NAME) + pw);
    create(2003, name("new.com"));
    create(2303, name("new.com") + "<domain:registrant>NOBODY</domain:registrant>" + pw);
    create(2303, name("new.com") + link("tech", "NOBODY") + pw);
    create(2306, name("new.com") + link("tech", "SH0001") + link("tech", "SH0002") + pw);
    create(2004, name("new.com") + "<domain:period unit=\"y\">11</domain:period>" + pw);
    create(2004, name("new.com") + "<domain:period unit=\"m\">1</domain:period>" + pw);
    create(2005, name("new.com") + "<domain:period unit=\"y\">0</domain:period>" + pw);
    create(2003, name("new.com") + "<domain:period>1</domain:period>" + pw);
    create(2005, name("-new-.com") + pw);
    assertTrue(sandbox.domain("new.com").isEmpty());
    create(1000, name("new.com") + pw);
    assertEquals(Set.of("ok"), held("new.com").statuses());
  }

  @Test
  void checkHasALimit() throws Exception {
    client.expect(1000, EppText.domain("check", name("a.com").repeat(100)));
    client.expect(2001, EppText.domain("check", name("a.com").repeat(101)));
    client.expect(2003, EppText.domain("check", ""));
    client.expect(2005, EppText.domain("check", name("a..com")));
  }

  private void update(int code, String name, String content) throws IOException {
    client.expect(code, domainUpdate(name, content));
  }

  private void create(int code, String content) throws IOException {
    client.expect(code, EppText.domain("create", content));
  }

  private HeldDomain held(String name) {
    return sandbox.domain(name).orElseThrow();
  }

  private static String name(String name) {
    return "<domain:name>" + name + "</domain:name>";
  }

  private static String authInfo(String pw) {
    return "<domain:authInfo><domain:pw>" + pw + "</domain:pw></domain:authInfo>";
  }
}
