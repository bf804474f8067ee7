package dev.domicile.registry.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole frames, byte for byte. {@code -Dgolden=write} writes them anew. */
class SandboxGoldenTest {

  private static final Path GOLDENS = Path.of("src/test/resources/registry/sandbox");

  @TempDir Path folder;
  private Sandbox sandbox;
  private RawClient client;
  private int sent;

  @BeforeEach
  void connect() throws Exception {
    sandbox = Lab.start(folder);
    client = RawClient.connect(sandbox);
  }

  @AfterEach
  void close() throws Exception {
    client.close();
    sandbox.close();
  }

  @Test
  void everyKindOfResponseIsAsItWas() throws Exception {
    golden("greeting", client.receive());
    golden("refused", ask(EppText.domainInfo("sample-0001.com")));
    golden("completed", ask(EppText.login("secret-123")));
    golden("domain-info", ask(EppText.domainInfo("sample-0010.example")));
    golden("domain-check", ask(domainCheck("sample-0001.com", "free.com")));
    golden("domain-create", ask(domainCreate("made.test")));
    ask(EppText.domainUpdate("made.test", EppText.add(EppText.status("clientHold"))));
    golden("domain-info-updated", ask(EppText.domainInfo("made.test")));
    golden("contact-create", ask(EppText.contactCreate("ann-1", postal(), rest())));
    golden("contact-info", ask(EppText.contactInfo("ANN-1")));
    ask(EppText.contact("update", "<contact:id>ANN-1</contact:id>" + contactUpdate()));
    golden("contact-info-updated", ask(EppText.contactInfo("ANN-1")));
    golden("contact-info-linked", ask(EppText.contactInfo("SHTECH")));
    golden("contact-check", ask(contactCheck("SH0001", "FREE1")));
    golden("no-messages", ask("<poll op=\"req\"/>"));
    golden("goodbye", ask("<logout/>"));
  }

  @Test
  void theSchemasThatEveryFrameMeetsRefuseAWrongOne() {
    assumeTrue(Schemas.arePresent(), "no schemas in " + Schemas.folder().toAbsolutePath());
    byte[] wrong = stored("goodbye").replace("1500", "1501").getBytes(StandardCharsets.UTF_8);
    assertThrows(AssertionError.class, () -> Schemas.check(wrong));
  }

  private String ask(String content) throws IOException {
    return client.ask(EppText.command(content, "GOLD-" + ++sent));
  }

  private static void golden(String name, String received) throws IOException {
    if ("write".equals(System.getProperty("golden"))) {
      Files.createDirectories(GOLDENS);
      Files.writeString(GOLDENS.resolve(name + ".xml"), received + "\n");
    }
    assertEquals(stored(name), received + "\n", name);
  }

  private static String stored(String name) {
    try {
      return Files.readString(GOLDENS.resolve(name + ".xml"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String domainCheck(String... names) {
    return EppText.domain(
        "check",
        "<domain:name>" + String.join("</domain:name><domain:name>", names) + "</domain:name>");
  }

  private static String contactCheck(String... handles) {
    return EppText.contact(
        "check",
        "<contact:id>" + String.join("</contact:id><contact:id>", handles) + "</contact:id>");
  }

  private static String domainCreate(String name) {
    return EppText.domain(
        "create",
        "<domain:name>"
            + name
            + "</domain:name><domain:period unit=\"y\">2</domain:period>"
            + "<domain:registrant>sh0001</domain:registrant>"
            + EppText.link("admin", "SH0002")
            + "<domain:authInfo><domain:pw>open-sesame</domain:pw></domain:authInfo>");
  }

  private static String postal() {
    return EppText.postal("int", "Ann &amp; Co &lt;1&gt;", EppText.ADDR)
        + EppText.postal(
            "loc",
            "\u5f20\u4e09 \ud83c\udfe0",
            "<contact:city>\u676d\u5dde</contact:city><contact:cc>CN</contact:cc>");
  }

  private static String rest() {
    return "<contact:voice x=\"12&quot;3\">+86.57185022088</contact:voice>"
        + "<contact:fax>+86.57185022089</contact:fax>"
        + "<contact:email>ann@mail.example</contact:email>"
        + EppText.SECRET
        + "<contact:disclose flag=\"0\"><contact:name"
        + " type=\"int\"/><contact:voice/></contact:disclose>";
  }

  private static String contactUpdate() {
    return "<contact:add><contact:status s=\"clientDeleteProhibited\"/></contact:add>"
        + "<contact:chg><contact:postalInfo type=\"int\"><contact:org>Orchard Ltd</contact:org>"
        + "</contact:postalInfo><contact:voice/><contact:email>new@mail.example</contact:email>"
        + "</contact:chg>";
  }
}
