package dev.domicile.registry.sandbox;

import static dev.domicile.registry.sandbox.EppText.ADDR;
import static dev.domicile.registry.sandbox.EppText.SECRET;
import static dev.domicile.registry.sandbox.EppText.contactCreate;
import static dev.domicile.registry.sandbox.EppText.postal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContactCommandsTest {

  private static final String EMAIL = "<contact:email>a@b.example</contact:email>";
  private static final String REST = EMAIL + SECRET;
  private static final String INT = postal("int", "Ann", ADDR);

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
  void handlesAreOneWhateverTheirCase() throws Exception {
    String made = client.expect(1000, contactCreate("ann-x", INT, REST));
    assertTrue(made.contains("<contact:id>ANN-X</contact:id>"), made);
    client.expect(2302, contactCreate("Ann-X", INT, REST));
    client.expect(1000, EppText.contactInfo("aNN-x"));
    client.expect(2303, EppText.contactInfo("ANN-Y"));
    assertEquals("Leeds", card("ANN-X").postal("int").orElseThrow().city());
  }

  @Test
  void countsContactsThatSayTheSame() throws Exception {
    client.expect(1000, contactCreate("ANN-1", INT, REST));
    client.expect(1000, contactCreate("ANN-2", INT, REST));
    client.expect(1000, contactCreate("BOB-1", postal("int", "Bob", ADDR), REST));
    assertEquals(2, sandbox.contactsByContent().get(card("ANN-1")));
    assertEquals(1, sandbox.contactsByContent().get(card("BOB-1")));
  }

  @Test
  void refusesAContactWithAMissingPart() throws Exception {
    create(2003, "", REST);
    create(2003, INT, SECRET);
    create(2003, INT, EMAIL);
    create(2003, INT.replace(" type=\"int\"", ""), REST);
    create(2003, INT.replace("<contact:name>Ann</contact:name>", ""), REST);
    create(2003, INT.replace("<contact:city>Leeds</contact:city>", ""), REST);
    create(2003, INT.replace("<contact:cc>GB</contact:cc>", ""), REST);
    create(2003, INT.replaceAll("<contact:addr>.*</contact:addr>", ""), REST);
  }

  @Test
  void refusesAContactWithAWrongValue() throws Exception {
    create(2005, postal("int", "J\u00fcrgen", ADDR), REST);
    create(2005, INT.replace("Leeds", "M\u00fcnchen"), REST);
    create(2005, INT.replace("Leeds", "x".repeat(256)), REST);
    create(2005, postal("int", "x".repeat(256), ADDR), REST);
    create(2005, INT.replace("Ann", ""), REST);
    create(2005, INT.replace("LS1 1AA", "x".repeat(17)), REST);
    create(2005, INT.replace("GB", "GBR"), REST);
    create(2005, INT.replace("GB", "G1"), REST);
    create(2004, INT.replace("\"int\"", "\"ext\""), REST);
    create(2306, INT + INT, REST);
    create(2001, INT + INT + INT, REST);
    create(2001, INT.replace("<contact:street>1 High Street</contact:street>", street(4)), REST);
    create(2005, INT, "<contact:voice>0113 222</contact:voice>" + REST);
    create(2005, INT, "<contact:voice>+1234.5</contact:voice>" + REST);
    create(2005, INT, "<contact:voice>+123.12345678901234</contact:voice>" + REST);
    create(2005, INT, "<contact:email>nobody</contact:email>" + SECRET);
    create(2005, INT, "<contact:email/>" + SECRET);
    create(2001, INT, EMAIL + "<contact:voice/>" + SECRET);
    create(2004, INT, REST + "<contact:disclose flag=\"x\"/>");
    client.expect(2005, contactCreate("NO", INT, REST));
    client.expect(2005, contactCreate("NOT THIS", INT, REST));
    assertTrue(sandbox.contact("C-1").isEmpty());
  }

  @Test
  void takesWhatLiesJustWithinTheLimits() throws Exception {
    String longest =
        postal("loc", "\ud83c\udfe0".repeat(255), ADDR)
            .replace("Leeds", "x".repeat(255))
            .replace("LS1 1AA", "x".repeat(16))
            .replace("<contact:street>1 High Street</contact:street>", street(3));
    create(1000, longest, "<contact:voice>+1.12345678901234</contact:voice>" + REST);
    assertEquals(3, card("C-1").postal("loc").orElseThrow().streets().size());
  }

  @Test
  void lineEndsAndTabsBecomeSpaces() throws Exception {
    create(1000, INT.replace("Ann", "Ann\n\tExample&#13;"), REST);
    assertEquals("Ann  Example ", card("C-1").postal("int").orElseThrow().name());
  }

  @Test
  void strangersSeeAContactOnlyWithItsSecret() throws Exception {
    String info = "<contact:id>SH0001</contact:id>";
    String secret = sandbox.contact("SH0001").orElseThrow().authInfo();
    client.expect(2202, EppText.contact("info", info + SECRET));
    client.expect(1000, EppText.contactInfo("SH0001"));
    sandbox.changeContact("SH0001", c -> c.withSponsor("registrar9"));
    client.expect(2201, EppText.contactInfo("SH0001"));
    client.expect(1000, EppText.contact("info", info + SECRET.replace("secret-of-it", secret)));
    client.expect(2201, EppText.contact("update", info + chg(EMAIL)));
    client.expect(2201, EppText.contact("delete", info));
    client.expect(2302, contactCreate("SH0001", INT, REST));
  }

  @Test
  void aLinkedContactCannotBeDeleted() throws Exception {
    create(1000, INT, REST);
    assertFalse(client.expect(1000, EppText.contactInfo("C-1")).contains("linked"));
    client.expect(1000, EppText.domainUpdate("sample-0001.com", EppText.registrant("C-1")));
    assertTrue(client.expect(1000, EppText.contactInfo("C-1")).contains("s=\"linked\""));
    delete(2305);
    client.expect(1000, EppText.domainUpdate("sample-0001.com", EppText.registrant("SH0001")));
    delete(1000);
    delete(2303);
    client.expect(2303, EppText.contactInfo("C-1"));
    create(1000, INT, REST);
  }

  @Test
  void aLockedContactIsNotDeletedOrUpdated() throws Exception {
    create(1000, INT, REST);
    update(1000, add("clientDeleteProhibited"));
    delete(2304);
    update(1000, rem("clientDeleteProhibited"));
    update(1000, add("clientUpdateProhibited"));
    update(2304, chg(EMAIL));
    update(1000, rem("clientUpdateProhibited") + chg(EMAIL));
    delete(1000);
  }

  @Test
  void updateChangesWhatIsGivenAndLeavesTheRest() throws Exception {
    create(1000, INT, "<contact:voice x=\"7\">+44.113</contact:voice>" + REST);
    String name =
        "<contact:postalInfo type=\"int\"><contact:name>Eve</contact:name></contact:postalInfo>";
    update(1000, chg(name));
    assertEquals("Eve", card("C-1").postal("int").orElseThrow().name());
    assertEquals("Leeds", card("C-1").postal("int").orElseThrow().city());
    assertEquals(new ContactCard.Phone("+44.113", "7"), card("C-1").voice());
    update(1000, chg("<contact:voice/>" + SECRET.replace("secret-of-it", "other-secret")));
    assertEquals(null, card("C-1").voice());
    assertEquals("other-secret", sandbox.contact("C-1").orElseThrow().authInfo());
    update(1000, chg(postal("loc", "\u5b89", ADDR)));
    assertEquals(2, card("C-1").postal().size());
  }

  @Test
  void refusesAnUpdateThatIsWrong() throws Exception {
    create(1000, INT, REST);
    update(2003, "");
    update(2003, "<contact:chg/>");
    update(2004, add("linked"));
    update(2306, rem("clientDeleteProhibited"));
    update(2005, chg("<contact:email>x</contact:email>"));
    update(2005, chg(postal("int", "J\u00fcrgen", ADDR)));
    update(
        2003,
        chg("<contact:postalInfo type=\"loc\"><contact:org>X</contact:org></contact:postalInfo>"));
    client.expect(2303, EppText.contact("update", "<contact:id>NOBODY</contact:id>" + chg(EMAIL)));
    assertEquals(null, sandbox.contact("C-1").orElseThrow().updated());
  }

  @Test
  void nothingPersonalIsInAnyDescription() throws Exception {
    create(1000, INT, REST);
    HeldContact held = sandbox.contact("C-1").orElseThrow();
    String all = held + " " + held.card() + " " + held.card().postal() + " " + held.card().voice();
    assertFalse(all.contains("Ann") || all.contains("Leeds") || all.contains("secret"), all);
  }

  private void create(int code, String postal, String rest) throws IOException {
    client.expect(code, contactCreate("C-1", postal, rest));
  }

  private void update(int code, String content) throws IOException {
    client.expect(code, EppText.contact("update", "<contact:id>C-1</contact:id>" + content));
  }

  private void delete(int code) throws IOException {
    client.expect(code, EppText.contact("delete", "<contact:id>C-1</contact:id>"));
  }

  private ContactCard card(String handle) {
    return sandbox.contact(handle).orElseThrow().card();
  }

  private static String add(String status) {
    return "<contact:add><contact:status s=\"" + status + "\"/></contact:add>";
  }

  private static String rem(String status) {
    return "<contact:rem><contact:status s=\"" + status + "\"/></contact:rem>";
  }

  private static String chg(String content) {
    return "<contact:chg>" + content + "</contact:chg>";
  }

  private static String street(int lines) {
    return "<contact:street>a street</contact:street>".repeat(lines);
  }
}
