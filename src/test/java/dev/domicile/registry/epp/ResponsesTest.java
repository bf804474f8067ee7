package dev.domicile.registry.epp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.registry.ContactInfo;
import dev.domicile.registry.Disclose;
import dev.domicile.registry.Disclose.Field;
import dev.domicile.registry.DomainInfo;
import dev.domicile.registry.PostalInfo;
import dev.domicile.registry.RegistryProfile.Disclosure;
import dev.domicile.registry.Role;
import dev.domicile.wire.DomainName;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Answers as servers of different make write them. */
class ResponsesTest {

  @Test
  void readsADomainPrettyPrintedWithAnExtensionNobodyAskedFor() throws Exception {
    DomainInfo info =
        new DomainInfoCommand(Fixtures.ONE).read(Fixtures.response("domain-info.xml"));
    assertEquals(
        new DomainInfo(
            Fixtures.ONE,
            "registrar1",
            "OLD-R",
            Map.of(Role.ADMIN, List.of("OLD-A"), Role.TECH, List.of("OLD-T2", "OLD-T1")),
            Set.of("clientTransferProhibited", "ok")),
        info);
  }

  @Test
  void readsADomainWhoseDataComeAfterTheTransactionInAnotherOrder() throws Exception {
    Response response = Fixtures.response("domain-info-reordered.xml");
    assertEquals("T1-7-1", response.clTrid());
    assertEquals(
        new DomainInfo(Fixtures.ONE, "registrar1", null, Map.of(), Set.of()),
        new DomainInfoCommand(Fixtures.ONE).read(response));
  }

  @Test
  void doesNotBelieveAnAnswerAboutAnotherDomain() throws Exception {
    Response response = Fixtures.response("domain-info.xml");
    DomainInfoCommand other = new DomainInfoCommand(DomainName.parse("two.test").orElseThrow());
    assertThrows(NotEppException.class, () -> other.read(response));
  }

  @Test
  void readsAContactOfBothKinds() throws Exception {
    ContactInfo info =
        new ContactInfoCommand("DM-7KQ2").read(Fixtures.response("contact-info.xml"));
    assertEquals(
        new ContactInfo(
            "dm-7kq2",
            List.of(
                new PostalInfo(
                    PostalInfo.Type.INT,
                    "Zhang San & Sons",
                    null,
                    List.of("1 First Road"),
                    "Hangzhou",
                    null,
                    "310000",
                    "CN"),
                new PostalInfo(PostalInfo.Type.LOC, "张三", "示例", List.of(), "杭州", "浙江", null, "CN")),
            "+86.57185022088",
            "123",
            "zhang@example.test",
            "registrar1",
            Instant.parse("2026-11-01T00:00:00Z"),
            new Disclose(false, Set.of(Field.NAME_LOC, Field.ADDRESS_INT, Field.VOICE))),
        info);
  }

  @Test
  void whatIsHiddenWithoutATypeIsHiddenInBothAndNothingIsShownSo() throws Exception {
    assertEquals(
        new Disclose(false, Set.of(Field.NAME_INT, Field.NAME_LOC, Field.EMAIL)),
        DiscloseElement.read(disclose("0")));
    assertEquals(new Disclose(true, Set.of(Field.EMAIL)), DiscloseElement.read(disclose("1")));
  }

  private static Element disclose(String flag) throws NotEppException {
    String xml =
        "<disclose xmlns=\"%s\" flag=\"%s\"><name/><email/></disclose>".formatted(Ns.CONTACT, flag);
    return new XmlReader().read(xml.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void doesNotBelieveAnAnswerAboutAnotherContact() throws Exception {
    Response response = Fixtures.response("contact-info.xml");
    assertThrows(NotEppException.class, () -> new ContactInfoCommand("DM-2").read(response));
  }

  @Test
  void takesTheHandleThatTheRegistryMade() throws Exception {
    assertEquals(
        "SERVER-MADE",
        new ContactCreateCommand(Fixtures.CONTACT, Disclosure.NONE)
            .read(Fixtures.response("contact-create.xml")));
  }

  @Test
  void aSuccessWithoutItsDataIsNotEpp() throws Exception {
    Response response = Fixtures.response("refusal.xml");
    assertThrows(
        NotEppException.class,
        () -> new ContactCreateCommand(Fixtures.CONTACT, Disclosure.NONE).read(response));
  }

  @Test
  void aRefusalTellsMessageAndReasonsAndNothingPersonal() throws Exception {
    String line = Refusals.line(Fixtures.response("refusal.xml"), List.of("Zhang San", "CN"));
    assertEquals(
        "Parameter value syntax error; voice of *** is wrong; Parameter value range error", line);
  }

  @Test
  void aRefusalIsOneLineOfAtMost300Characters() {
    Response response =
        new Response(
            List.of(new Response.Result(2306, "a\u0007b " + "😀".repeat(400), List.of())),
            null,
            null,
            null,
            null,
            new byte[0]);
    String line = Refusals.line(response, List.of());
    assertTrue(line.length() <= 300, line);
    assertTrue(line.startsWith("a b "), line);
    assertTrue(line.endsWith("😀…"), line);
  }

  @Test
  void readsWhatTheGreetingOffers() throws Exception {
    Greeting greeting =
        (Greeting)
            Message.of(new XmlReader().read(Fixtures.bytes("response/greeting.xml")), new byte[0]);
    assertEquals(Instant.parse("2026-11-23T10:00:00Z"), greeting.date());
    assertEquals("en-US", greeting.language());
    assertEquals(List.of("1.0"), greeting.versions());
    assertEquals(3, greeting.objects().size());
    assertEquals(List.of("urn:ietf:params:xml:ns:rgp-1.0"), greeting.extensions());
  }

  @Test
  void aDateInAnotherFormDoesNotSpoilTheGreeting() throws Exception {
    String greeting =
        new String(Fixtures.bytes("response/greeting.xml"), StandardCharsets.UTF_8)
            .replace("2026-11-23T10:00:00.0Z", "2026-11-23 10:00:00");
    assertNull(((Greeting) read(greeting)).date());
  }

  @Test
  void refusesWhatIsNotAnAnswerOfEpp() {
    for (String xml :
        List.of(
            "<html/>",
            "<epp xmlns='urn:ietf:params:xml:ns:epp-2.0'><response/></epp>",
            "<epp xmlns='urn:ietf:params:xml:ns:epp-1.0'/>",
            "<epp xmlns='urn:ietf:params:xml:ns:epp-1.0'><response/></epp>",
            "<epp xmlns='urn:ietf:params:xml:ns:epp-1.0'><response><result/></response></epp>",
            "<epp xmlns='urn:ietf:params:xml:ns:epp-1.0'>"
                + "<response><result code='3000'/></response></epp>",
            "<epp xmlns='urn:ietf:params:xml:ns:epp-1.0'><greeting/></epp>",
            "HTTP/1.1 400 Bad Request",
            "<epp",
            "",
            "<a/><b/>")) {
      assertThrows(NotEppException.class, () -> read(xml), xml);
    }
  }

  @Test
  void refusesDocumentTypesAndEntities() {
    String body =
        "<epp xmlns='urn:ietf:params:xml:ns:epp-1.0'>"
            + "<response><result code='1000'><msg>%s</msg></result></response></epp>";
    for (String doctype :
        List.of(
            "<!DOCTYPE epp>",
            "<!DOCTYPE epp SYSTEM 'file:///etc/passwd'>",
            "<!DOCTYPE epp [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>",
            "<!DOCTYPE epp [<!ENTITY a 'aaaa'><!ENTITY x '&a;&a;&a;&a;'>]>",
            "<!DOCTYPE epp [<!ENTITY % p SYSTEM 'http://127.0.0.1:1/'>%p;]>")) {
      assertThrows(NotEppException.class, () -> read(doctype + body.formatted("hi")), doctype);
      assertThrows(NotEppException.class, () -> read(doctype + body.formatted("&x;")), doctype);
    }
    assertThrows(NotEppException.class, () -> read(body.formatted("&x;")));
  }

  @Test
  void refusesElementsWithoutEnd() {
    NotEppException refusal = assertThrows(NotEppException.class, () -> read("<a>".repeat(10_000)));
    assertTrue(refusal.getMessage().contains("deep"), refusal.getMessage());
  }

  @Test
  void whatIsNotXmlIsNotQuoted() {
    NotEppException refusal =
        assertThrows(NotEppException.class, () -> read("<a>private@example.test</b>"));
    assertFalse(refusal.getMessage().contains("private"), refusal.getMessage());
    assertTrue(refusal.getMessage().contains("line 1"), refusal.getMessage());
  }

  private static Message read(String xml) throws NotEppException {
    byte[] bytes = xml.getBytes(StandardCharsets.UTF_8);
    return Message.of(new XmlReader().read(bytes), bytes);
  }
}
