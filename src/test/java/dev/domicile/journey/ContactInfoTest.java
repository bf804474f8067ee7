package dev.domicile.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.domicile.registry.sandbox.ContactCard;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** QueryContactInfo: as submitted where it was set here, as the registry has it elsewhere. */
class ContactInfoTest {

  private static final String QUERY = "QueryContactInfo";
  private static final String NAME = "sample-0004.test";
  private static final Set<String> NOT_SHOWN = Set.of("ContactType", "RegistrantType");

  private final Logger logger = (Logger) LoggerFactory.getLogger("dev.domicile.change.ContactLook");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @TempDir Path folder;
  private Lab near;
  private Lab far;
  private Service service;

  @BeforeEach
  void start() {
    near = Lab.near(folder);
    far = Lab.far(folder).key("postalInfo", "both");
    service = Service.start(folder, near, far);
    lines.start();
    logger.addAppender(lines);
    logger.setLevel(Level.INFO);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(lines);
    logger.setLevel(null);
    service.close();
    near.close();
    far.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"registrant", "admin", "tech", "billing"})
  void whatWasSetHereIsShownToTheLetterAndTheRegistryIsNotAsked(String type) {
    Map<String, String> contact = new TreeMap<>(Sample.contact(type, "  zhang   san "));
    contact.putAll(Sample.CHINESE);
    service.awaitEnd(service.accepted(service.submit(type, List.of(NAME)).with(contact)));
    for (String format : List.of("JSON", "XML")) {
      Reply reply = query(type).with("Format", format).send();
      assertShown(contact, reply);
      assertTrue(reply.field("CreateDate").matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d"));
    }
    Reply international = query(type).with("Version", "2017-12-18").send();
    assertTrue(international.fields().keySet().stream().noneMatch(name -> name.startsWith("Zh")));
    assertEquals("  zhang   san ", international.field("RegistrantName"));
    assertEquals(0, near.commands("contact:info"));
    assertEquals(List.of(), logged());
  }

  @Test
  void whatWasNeverSetHereIsReadAtTheRegistryAndTheLogSaysHowOldTheReadingIs() {
    Reply first = query("registrant").send();
    assertHeld(near.card(NAME, "registrant"), first);
    assertHeld(near.card(NAME, "tech"), query("tech").send());
    assertEquals(1, near.commands("domain:info"), "which contacts there are is known by then");
    assertEquals(2, near.commands("contact:info"), "what they say is asked each time");
    String told = logged().getFirst();
    assertTrue(
        told.matches(
            "request "
                + first.field("RequestId")
                + ": contact shown as registry near holds it, by a reading of the domain 0 s old"),
        told);
    assertFalse(first.text().contains("reading"), "the answer does not");
  }

  @Test
  void bothAddressesOfARegistryAreShown() {
    Map<String, String> contact = new TreeMap<>(Sample.contact("admin"));
    contact.putAll(Sample.CHINESE);
    String set = "sample-0001.com";
    String other = "sample-0002.net";
    service.awaitEnd(service.accepted(service.submit("admin", List.of(set)).with(contact)));
    far.sandbox()
        .change(
            other,
            held ->
                held.withContacts(held.registrant(), Map.of("admin", far.handle(set, "admin"))));
    Reply reply = service.call(QUERY).with("DomainName", other).with("ContactType", "admin").send();
    assertShown(contact, reply);
    assertEquals(1, far.commands("contact:info"));
  }

  @Test
  void whatSomebodyElseHasChangedSinceIsReadAtTheRegistry() {
    service.awaitEnd(service.accepted(service.submit("billing", List.of(NAME))));
    near.sandbox()
        .change(
            NAME,
            held -> {
              Map<String, String> contacts = new TreeMap<>(held.contacts());
              contacts.put("billing", "SH0002");
              return held.withContacts(held.registrant(), contacts);
            });
    // a change of another role reads nothing anew; one that the registry refuses does
    near.sandbox().change(NAME, held -> held.withStatuses(Set.of("clientUpdateProhibited")));
    service.awaitEnd(service.accepted(service.submit("tech", List.of(NAME))));
    assertHeld(near.card(NAME, "billing"), query("billing").send());
  }

  @Test
  void anEmptyRoleHasEmptyFields() {
    near.sandbox().change(NAME, held -> held.withContacts(held.registrant(), Map.of()));
    Reply reply = query("admin").send();
    assertEquals(200, reply.status(), reply::text);
    Map<String, String> fields = new TreeMap<>(reply.fields());
    fields.remove("RequestId");
    assertEquals(17, fields.size(), fields.keySet().toString());
    assertEquals(Set.of(""), Set.copyOf(fields.values()));
  }

  @Test
  void aRegistryThatCannotBeAskedIsTold() {
    near.stop();
    for (String lang : List.of("en", "zh")) {
      Reply reply = query("admin").with("Lang", lang).send();
      Refused.assertRefused(
          reply,
          "JSON",
          400,
          "NetworkIOError",
          lang.equals("zh")
              ? "网络I/O异常。注册局：near UNREACHABLE。"
              : "Network IO Error. Registry near UNREACHABLE.");
    }
    near.start();
  }

  @Test
  void aContactThatTheRegistryDoesNotShowIsTold() {
    near.sandbox()
        .changeContact(near.handle(NAME, "admin"), held -> held.withSponsor("other-registrar"));
    Reply reply = query("admin").send();
    Refused.assertRefused(
        reply, "JSON", 400, "NetworkIOError", "Network IO Error. Registry near 2201.");
  }

  @ParameterizedTest
  @CsvSource({
    "DomainName, '', MissingDomainName",
    "DomainName, not a name, ParameterIllegal",
    "DomainName, nobodys.test, DomainNotExist",
    "DomainName, unserved.nowhere, DomainNotExist",
    "ContactType, '', MissingContactType",
    "ContactType, owner, ParameterIllegal",
  })
  void eachParameterIsChecked(String parameter, String value, String code) {
    Reply reply = query("admin").with(parameter, value).send();
    assertEquals(code, reply.field("Code"), reply::text);
  }

  @Test
  void anotherAccountsDomainIsNotThere() {
    service.awaitEnd(service.accepted(service.submit("admin", List.of(NAME))));
    Reply reply = query("admin").as(Service.OTHER).send();
    assertEquals("DomainNotExist", reply.field("Code"), reply::text);
  }

  private SignedCall query(String type) {
    return service.call(QUERY).with("DomainName", NAME).with("ContactType", type);
  }

  private static void assertShown(Map<String, String> contact, Reply reply) {
    assertEquals(200, reply.status(), reply::text);
    contact.forEach(
        (field, value) -> {
          if (!NOT_SHOWN.contains(field)) {
            assertEquals(value, reply.field(field), field);
          }
        });
    NOT_SHOWN.forEach(field -> assertFalse(reply.fields().containsKey(field), field));
  }

  private static void assertHeld(ContactCard held, Reply reply) {
    assertEquals(200, reply.status(), reply::text);
    ContactCard.Postal postal = held.postal("int").orElseThrow();
    assertEquals(postal.name(), reply.field("RegistrantName"));
    assertEquals(postal.org(), reply.field("RegistrantOrganization"));
    assertEquals(String.join(" ", postal.streets()), reply.field("Address"));
    assertEquals(postal.city(), reply.field("City"));
    assertEquals(postal.cc(), reply.field("Country"));
    assertEquals(held.email(), reply.field("Email"));
    assertEquals(
        held.voice().number(), "+" + reply.field("TelArea") + "." + reply.field("Telephone"));
    assertEquals("", reply.field("ZhRegistrantName"));
    assertTrue(reply.field("CreateDate").matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d"));
  }

  private List<String> logged() {
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }
}
