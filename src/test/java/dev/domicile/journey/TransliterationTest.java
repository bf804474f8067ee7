package dev.domicile.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.registry.sandbox.ContactCard;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code transliterate: true}: ASCII made from Chinese, and told. */
class TransliterationTest {

  private static final String NAME = "sample-0004.test";

  @TempDir Path folder;
  private Lab near;
  private Service service;

  @BeforeEach
  void start() {
    near = Lab.near(folder).key("transliterate", "true");
    service = Service.start(folder, near);
  }

  @AfterEach
  void stop() {
    service.close();
    near.close();
  }

  @Test
  void chineseIsSentInAsciiAndTheResultSaysSoEachTime() {
    SignedCall chinese =
        service
            .submit("registrant", List.of(NAME))
            .with(Sample.CHINESE)
            .with("RegistrantName", "")
            .with("City", "杭州市");
    Map<String, String> row = service.ended(service.accepted(chinese)).getFirst();
    assertEquals("DONE_TRANSLITERATED", row.get("TaskResult"));
    assertTrue(row.get("ErrorMsg").endsWith("(made: RegistrantName, City)"), row::toString);
    ContactCard.Postal held = near.card(NAME, "registrant").postal("int").orElseThrow();
    assertEquals("Zhang San", held.name());
    assertEquals("Hang Zhou Shi", held.city());
    assertEquals("Zhe jiang", held.sp(), "what was given in ASCII is sent as given");

    SignedCall plain = service.submit("registrant", List.of(NAME)).with(Sample.CHINESE);
    assertEquals("DONE", service.ended(service.accepted(plain)).getFirst().get("TaskResult"));
  }

  @Test
  void withoutTheOptionSuchASubmitIsRefused() {
    near.key("transliterate", "false");
    service.restart();
    Reply reply = service.submit("registrant", List.of(NAME)).with("City", "杭州市").send();
    assertEquals("ParameterIllegal", reply.field("Code"));
    assertTrue(reply.field("Message").contains("City: "), reply::text);
  }
}
