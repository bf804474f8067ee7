package dev.domicile.registry.epp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.registry.DomainUpdate;
import dev.domicile.registry.RegistryProfile.Disclosure;
import dev.domicile.wire.DomainName;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Every frame that is sent, compared whole with a golden file and checked by the RFCs' schemas. */
class CommandFramesTest {

  /** Its schema is given to registrars only. */
  private static final String CNNIC = "contact-create-cnnic";

  private static final List<String> SCHEMAS =
      List.of("eppcom-1.0", "epp-1.0", "host-1.0", "domain-1.0", "contact-1.0", "loginSec-1.0");

  @Test
  void everyFrameIsAsItsGoldenFile() {
    frames()
        .forEach(
            (golden, frame) ->
                assertEquals(
                    flat(Fixtures.bytes("command/" + golden + ".xml")),
                    new String(frame, StandardCharsets.UTF_8),
                    golden));
  }

  @Test
  void everyFrameIsValidByTheSchemasOfTheRfcs() throws Exception {
    Schema schema = schema();
    Map<String, byte[]> frames = frames();
    frames.remove(CNNIC);
    for (Map.Entry<String, byte[]> frame : frames.entrySet()) {
      schema.newValidator().validate(new StreamSource(new ByteArrayInputStream(frame.getValue())));
    }
  }

  @Test
  void anUpdateWithoutAChangeIsABug() {
    DomainUpdate empty =
        new DomainUpdate(Fixtures.ONE, List.of(), List.of(), Set.of(), Set.of(), null);
    assertThrows(IllegalArgumentException.class, () -> new DomainUpdateCommand(empty));
  }

  @Test
  void noPasswordIsInTheTextOfALogin() {
    LoginCommand login =
        new LoginCommand("registrar1", "secret-1", "secret-2", "en", List.of(), List.of());
    assertTrue(!login.toString().contains("secret"), login.toString());
    EppSettings.Login settings = new EppSettings.Login("registrar1", "secret-1", "secret-2");
    assertTrue(!settings.toString().contains("secret"), settings.toString());
    assertTrue(!new Passwords(settings).next().toString().contains("secret"));
  }

  private static Map<String, byte[]> frames() {
    DomainName chinese = DomainName.parse("中文.test").orElseThrow();
    Map<String, byte[]> frames = new LinkedHashMap<>();
    frames.put("domain-info", new DomainInfoCommand(chinese).frame("T1-7-1"));
    frames.put("domain-update", new DomainUpdateCommand(Fixtures.UPDATE).frame("T1-7-2"));
    frames.put(
        "domain-update-registrant",
        new DomainUpdateCommand(Fixtures.registrant(Fixtures.ONE)).frame("T1-7-3"));
    frames.put(
        "contact-create", new ContactCreateCommand(Fixtures.CONTACT, Disclosure.NONE).frame("C-1"));
    frames.put(
        "contact-create-least",
        new ContactCreateCommand(Fixtures.LEAST_CONTACT, Disclosure.COPY).frame("C-2"));
    frames.put(
        "contact-create-registry-default",
        new ContactCreateCommand(Fixtures.LEAST_CONTACT, Disclosure.REGISTRY_DEFAULT).frame("C-4"));
    frames.put(
        "contact-create-copy",
        new ContactCreateCommand(Fixtures.SHOWN_CONTACT, Disclosure.COPY).frame("C-5"));
    frames.put(
        CNNIC, new ContactCreateCommand(Fixtures.DOCUMENTED_CONTACT, Disclosure.NONE).frame("C-6"));
    frames.put("contact-info", new ContactInfoCommand("DM-7KQ2").frame("C-3"));
    frames.put(
        "login",
        new LoginCommand(
                "registrar1", "secret-1", null, "en", List.of(Ns.DOMAIN, Ns.CONTACT), List.of())
            .frame("L-1"));
    frames.put(
        "login-long-password",
        new LoginCommand(
                "registrar1",
                "secret-1",
                "a password of thirty characters",
                "en-US",
                List.of(Ns.DOMAIN),
                List.of("urn:ietf:params:xml:ns:rgp-1.0", Ns.LOGIN_SEC))
            .frame("L-2"));
    frames.put("poll", new PollCommand().frame("P-1"));
    frames.put("poll-ack", new AcknowledgeCommand("12 & 3").frame("P-2"));
    frames.put("logout", new LogoutCommand().frame("L-3"));
    frames.put("hello", Hello.frame());
    return frames;
  }

  /** Golden files are broken into lines for people; frames are not. */
  private static String flat(byte[] golden) {
    return new String(golden, StandardCharsets.UTF_8).replaceAll(">\\s+<", "><").strip();
  }

  private static Schema schema() throws Exception {
    String configured =
        System.getProperty("domicile.shared", System.getenv().get("DOMICILE_SHARED"));
    Path folder = Path.of(configured == null ? "../shared" : configured).resolve("xsd");
    boolean there = Files.isDirectory(folder);
    if (!there) {
      System.out.println("schema validation skipped: no " + folder);
    }
    Assumptions.assumeTrue(there, "no schemas in " + folder);
    Source[] sources =
        SCHEMAS.stream()
            .map(name -> new StreamSource(folder.resolve(name + ".xsd").toFile()))
            .toArray(Source[]::new);
    return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI).newSchema(sources);
  }
}
