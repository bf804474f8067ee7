package dev.domicile.registry.sandbox;

import static dev.domicile.registry.sandbox.EppText.ADDR;
import static dev.domicile.registry.sandbox.EppText.SECRET;
import static dev.domicile.registry.sandbox.EppText.contactCreate;
import static dev.domicile.registry.sandbox.EppText.postal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CnnicExtensionTest {

  private static final String NAMED =
      EppText.SERVICES
          + "<svcExtension><extURI>urn:ietf:params:xml:ns:cnnic-contact-1.0</extURI></svcExtension>";

  @TempDir Path folder;

  @Test
  void theDocumentIsKeptOverARestart() throws Exception {
    try (Sandbox sandbox = open();
        RawClient client = loggedIn(sandbox)) {
      client.expect(1000, create("ANN-1", document("I", "SFZ", "110101199001011234")));
      client.expect(1000, create("ANN-2", document("E", "QT", "\u8425\u4e1a1")));
    }
    try (Sandbox sandbox = open()) {
      assertEquals(
          new ContactCard.Document("I", "SFZ", "110101199001011234"),
          sandbox.contact("ANN-1").orElseThrow().card().document());
      assertEquals(
          new ContactCard.Document("E", "QT", "\u8425\u4e1a1"),
          sandbox.contact("ANN-2").orElseThrow().card().document());
      assertEquals(1, sandbox.contact("ANN-1").orElseThrow().card().postal().size());
    }
  }

  @Test
  void refusesWhatIsNotAsItShouldBe() throws Exception {
    try (Sandbox sandbox = open();
        RawClient client = loggedIn(sandbox)) {
      client.expect(2003, create("ANN-1", ""));
      client.expect(2005, create("ANN-1", document("P", "SFZ", "1")));
      client.expect(2004, create("ANN-1", document("I", "XX", "1")));
      client.expect(2005, create("ANN-1", document("I", "SFZ", "")));
      client.expect(2103, create("ANN-1", "<extension><x xmlns=\"urn:x\"/></extension>"));
    }
  }

  @Test
  void offersItOnlyWhereItIsAskedForAndTakesItOnlyWhereItWasNamed() throws Exception {
    try (Sandbox sandbox = open();
        RawClient client = RawClient.loggedIn(sandbox)) {
      client.expect(2103, create("ANN-1", document("I", "SFZ", "1")));
    }
    try (Sandbox plain = Lab.start(folder.resolve("plain"));
        RawClient client = RawClient.greeted(plain)) {
      client.expect(2103, login(plain));
      client.expect(1000, EppText.login(plain.credentials().password()));
      client.expect(2103, create("ANN-1", document("I", "SFZ", "1")));
      assertTrue(plain.contact("ANN-1").isEmpty());
    }
  }

  private Sandbox open() throws IOException {
    SandboxOptions options = SandboxOptions.in(folder.resolve("cn"));
    return Sandbox.start(
        options.withRules(options.rules().withPolicy(policy -> policy.withCnnic(true))));
  }

  private static RawClient loggedIn(Sandbox sandbox) throws Exception {
    RawClient client = RawClient.greeted(sandbox);
    client.expect(1000, login(sandbox));
    return client;
  }

  private static String login(Sandbox sandbox) {
    return EppText.login("registrar1", sandbox.credentials().password(), "", "1.0", "en", NAMED);
  }

  private static String create(String handle, String extension) {
    return contactCreate(
            handle,
            postal("int", "Ann", ADDR),
            "<contact:email>a@b.example</contact:email>" + SECRET)
        + extension;
  }

  private static String document(String holder, String type, String number) {
    return "<extension><c:create xmlns:c=\"urn:ietf:params:xml:ns:cnnic-contact-1.0\"><c:type>"
        + holder
        + "</c:type><c:contact type=\""
        + type
        + "\">"
        + number
        + "</c:contact></c:create></extension>";
  }
}
