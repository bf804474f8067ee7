package dev.domicile.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import dev.domicile.registry.sandbox.Fault;
import dev.domicile.store.TestDatabases;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Nothing of a contact, and no secret, is found in what the service leaves behind: database,
 * write-ahead log, keys, and the log at its most talkative.
 */
class PersonalDataTest {

  private static final String PASSWORD = "Pa55-of-the-lab";

  /** Each value is found nowhere else, and neither is its normal form. */
  private static final Map<String, String> CONTACT =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("RegistrantName", "Quirina  Zzyzxson"),
              Map.entry("RegistrantOrganization", "Vexillum Quondam GmbH"),
              Map.entry("Province", "Wzgorzeland"),
              Map.entry("City", "Krzyzowka"),
              Map.entry("Address", "77 Ulica Zmyslona Boczna"),
              Map.entry("Email", "Quirina.Zz@Xn--Mgba3A4F16A.Example"),
              Map.entry("PostalCode", "QZ9-8XW"),
              Map.entry("Telephone", "020 7946 0871"),
              Map.entry("TelExt", "908172635"),
              Map.entry("ZhRegistrantName", "裴旻穆"),
              Map.entry("IdentityCredentialNo", "44XQ88120199010112"),
              Map.entry("ZhCity", "墨脱县城")));

  private static final List<String> NORMAL_FORMS =
      List.of("Quirina Zzyzxson", "2079460871", "+44.2079460871", "mgba3a4f16a.example");

  @TempDir Path folder;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final Logger root = (Logger) LoggerFactory.getLogger("ROOT");
  private final Logger house = (Logger) LoggerFactory.getLogger("dev.domicile");
  private OutputStreamAppender<ILoggingEvent> log;
  private Lab near;
  private Service service;

  @BeforeEach
  void start() {
    log = new OutputStreamAppender<>();
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    LoggerContext context = root.getLoggerContext();
    encoder.setContext(context);
    encoder.setPattern("%level %logger %msg %mdc%n%ex{full}");
    encoder.start();
    log.setContext(context);
    log.setEncoder(encoder);
    log.setOutputStream(written);
    log.start();
    root.addAppender(log);
    house.addAppender(log);
    house.setAdditive(false);
    house.setLevel(Level.TRACE);
    near =
        Lab.start(
            folder,
            "near",
            List.of("test", "example"),
            options ->
                options
                    .withLogin("registrar1", PASSWORD)
                    .withRules(options.rules().withPolicy(policy -> policy.withCnnic(true))));
    service =
        new Service(
                folder,
                java.time.InstantSource.system(),
                near.key("postalInfo", "both").key("cnnic", "true"))
            .begin();
  }

  @AfterEach
  void stop() {
    root.detachAppender(log);
    house.detachAppender(log);
    house.setAdditive(true);
    house.setLevel(null);
    service.close();
    near.close();
  }

  @Test
  void nothingOfAContactIsLeftInTheOpen() throws IOException {
    TestDatabases.needsTheFile();
    String taskNo = service.accepted(submit("registrant", "sample-0004.test"));
    service.awaitEnd(taskNo);
    refuseSome();
    loseAnswers();
    service.list(taskNo).send();
    service.admin("/metrics");
    assertNotFound("while the service runs");
    assertNotInTheAudit(taskNo);
    service.stop();
    assertNotFound("after its end");

    String text = written.toString(StandardCharsets.UTF_8);
    assertTrue(text.contains(taskNo), "the log was captured");
    for (String value : everything()) {
      assertFalse(text.contains(value), "log: " + value);
    }
    assertEquals(
        "Quirina Zzyzxson",
        near.card("sample-0004.test", "registrant").postal("int").orElseThrow().name(),
        "the registry has it");
  }

  /** It tells who, from where and with which key, and which contact was made, but not whose. */
  private void assertNotInTheAudit(String taskNo) {
    List<String> entries =
        service
            .database()
            .read(
                sql ->
                    sql.rows(
                        "SELECT actor, kind, subject, detail FROM audit_entry",
                        row ->
                            String.join(
                                " ",
                                row.text("actor"),
                                row.text("kind"),
                                row.text("subject"),
                                row.text("detail"))));
    String submit = Service.OWNER.id() + " task.submitted " + taskNo + " CHG_HOLDER ";
    assertTrue(
        entries.stream()
            .anyMatch(entry -> entry.startsWith(submit) && entry.endsWith("from=127.0.0.1")),
        entries::toString);
    assertTrue(
        entries.stream().anyMatch(entry -> entry.startsWith("service contact.created ")),
        entries::toString);
    assertTrue(
        entries.stream()
            .anyMatch(entry -> entry.startsWith("service CHG_HOLDER sample-0004.test DONE")),
        entries::toString);
    String all = String.join("\n", entries).toLowerCase(Locale.ROOT);
    for (String value : everything()) {
      assertFalse(all.contains(value.toLowerCase(Locale.ROOT)), "audit: " + value);
    }
  }

  private void refuseSome() {
    for (String parameter : CONTACT.keySet()) {
      submit("registrant", "sample-0009.test")
          .with(parameter, CONTACT.get(parameter) + "\u0001" + "q".repeat(800))
          .send();
    }
    submit("registrant", "sample-0009.test").withSecret("wrong-secret").send();
    submit("registrant", "sample-0009.test").sendWithQuery(query -> query + "&City=%FF");
    submit("none", "sample-0009.test").send();
  }

  /** Every way in which a command with the contact can end. */
  private void loseAnswers() {
    List<Fault> faults =
        List.of(
            new Fault.CloseBefore(),
            new Fault.CloseAfter(),
            new Fault.Refuse(2005),
            new Fault.Refuse(2400),
            new Fault.Refuse(2500));
    for (Fault fault : faults) {
      boolean[] once = {true};
      near.restart(
          options ->
              options.withFaults(
                  asked -> {
                    boolean now = once[0] && asked.command().equals("contact:create");
                    once[0] &= !now;
                    return now ? fault : new Fault.None();
                  }));
      service.awaitEnd(
          service.accepted(
              submit("admin", "sample-0010.example")
                  .with(
                      "RegistrantName",
                      CONTACT.get("RegistrantName") + " " + faults.indexOf(fault))));
      assertFalse(once[0], "the fault was met");
    }
  }

  private SignedCall submit(String type, String name) {
    return service
        .submit(type, List.of(name))
        .with("Country", "GB")
        .with("TelArea", "44")
        .with("IdentityCredentialType", "HZ")
        .with(CONTACT);
  }

  private static List<String> everything() {
    List<String> all = new ArrayList<>(CONTACT.values());
    all.addAll(NORMAL_FORMS);
    all.add(Service.OWNER.secret());
    all.add(PASSWORD);
    return all;
  }

  private void assertNotFound(String when) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(service.data())) {
      files = walk.filter(Files::isRegularFile).toList();
    }
    assertTrue(files.size() >= 2, files::toString);
    for (Path file : files) {
      String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      String lower = content.toLowerCase(Locale.ROOT);
      for (String value : everything()) {
        String octets =
            new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        String base64 =
            Base64.getEncoder()
                .withoutPadding()
                .encodeToString(value.getBytes(StandardCharsets.UTF_8));
        assertFalse(
            lower.contains(octets.toLowerCase(Locale.ROOT)), when + " " + file + ": " + value);
        assertFalse(content.contains(base64), when + " " + file + ": " + value + " in base64");
      }
    }
  }
}
