package dev.domicile.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.domicile.registry.DomainInfo;
import dev.domicile.registry.Poll;
import dev.domicile.registry.PollData;
import dev.domicile.wire.DomainName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The records of messages, octet for octet, beside {@code src/test/resources/events/poll.jsonl},
 * which {@code docs/poll.md} shows. {@code mvn test -Dtest=PollRecordTest -Dgolden=write} writes
 * it.
 */
class PollRecordTest {

  private static final Path GOLDEN = Path.of("src/test/resources/events/poll.jsonl");
  private static final Instant AT = Instant.parse("2026-03-01T08:15:30.123456Z");
  private static final DomainName NAME = new DomainName("example.com");

  @Test
  void aRecordIsOneLineOfJson() throws IOException {
    DomainInfo info = new DomainInfo(NAME, "registrar1", "SH8013", Map.of(), Set.of("ok"));
    String lines =
        record(new PollData.DomainDecided(NAME, true, "S-1-1-1-2", AT), AT, "<epp>\n</epp>")
            + record(new PollData.ContactDecided("SH8013", false, null, null), AT, "<epp/>")
            + record(new PollData.DomainSeen(info, false, "update"), AT, "<epp/>")
            + record(new PollData.Other("trnData"), null, "<epp/>")
            + record(new PollData.Other(""), null, "<epp/>");
    if ("write".equals(System.getProperty("golden"))) {
      Files.createDirectories(GOLDEN.getParent());
      Files.writeString(GOLDEN, lines);
    }
    assertEquals(Files.readString(GOLDEN), lines);
  }

  @Test
  void theManualShowsTheGolden() throws IOException {
    String manual = Files.readString(Path.of("docs/poll.md"));
    for (String line : Files.readAllLines(GOLDEN)) {
      assertEquals(1, manual.split(java.util.regex.Pattern.quote(line), -1).length - 1, line);
    }
  }

  @Test
  void aRecordsOwnWordsHoldNothingOfTheMessage() {
    Poll.Message message =
        new Poll.Message("7", 1, AT, "zhang san", new PollData.Other(""), "<epp>zhang</epp>");
    assertFalse(new PollRecord("id", AT, "lab", message).toString().contains("zhang"));
  }

  private static String record(PollData data, @Nullable Instant queued, String xml) {
    Poll.Message message = new Poll.Message("12345", 3, queued, "Decided: \"张三\"", data, xml);
    String id = "7b0f2b8e-9c39-4b6f-8f0f-2f5f7a1f6f00";
    return new PollRecord(id, AT, "lab", message).line() + "\n";
  }
}
