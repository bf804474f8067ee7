package dev.domicile.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.domicile.contact.Contact;
import dev.domicile.contact.RegistrantType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The records of a feed, octet for octet, beside {@code src/test/resources/change/feed.jsonl},
 * which {@code docs/feed.md} shows. {@code mvn test -Dtest=FeedRecordTest -Dgolden=write} writes
 * it.
 */
class FeedRecordTest {

  private static final Path GOLDEN = Path.of("src/test/resources/change/feed.jsonl");

  private static final Contact FULL =
      new Contact(
          RegistrantType.ENTERPRISE,
          new Contact.Address(
              "zhang san",
              "Example \"Q\" Ltd",
              List.of("Rd. xitucheng", "2nd floor"),
              "Bei jing",
              "Bei jing"),
          new Contact.Address("张三", "示例公司", List.of("西土城路"), "北京", null),
          null,
          null,
          "CN",
          "100000",
          "+86.13800000000",
          "01",
          "test@test.com");

  private static final Contact BARE =
      new Contact(
          RegistrantType.INDIVIDUAL,
          new Contact.Address("li si", null, List.of(), "Hong Kong", null),
          null,
          null,
          null,
          "HK",
          null,
          null,
          null,
          "li@test.com");

  @Test
  void aRecordIsOneLineOfJson() throws IOException {
    String lines = record(FULL, ContactType.REGISTRANT).line() + "\n";
    lines += record(BARE, ContactType.TECH).line() + "\n";
    if ("write".equals(System.getProperty("golden"))) {
      Files.writeString(GOLDEN, lines);
    }
    assertEquals(Files.readString(GOLDEN), lines);
  }

  @Test
  void theManualShowsTheGolden() throws IOException {
    String manual = Files.readString(Path.of("docs/feed.md"));
    for (String line : Files.readAllLines(GOLDEN)) {
      assertEquals(1, manual.split(java.util.regex.Pattern.quote(line), -1).length - 1, line);
    }
  }

  @Test
  void aRecordsOwnWordsHoldNoPersonalData() {
    assertFalse(record(FULL, ContactType.ADMIN).toString().contains("zhang"));
  }

  private static FeedRecord record(Contact contact, ContactType role) {
    return new FeedRecord(
        "7b0f2b8e-9c39-4b6f-8f0f-2f5f7a1f6f00",
        Instant.parse("2026-03-01T08:15:30.123456Z"),
        "thin",
        "example.com",
        role,
        "75addb07-28a3-450e-b5ec-test",
        contact);
  }
}
