package dev.domicile.registry.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxStateTest {

  @TempDir Path folder;

  @Test
  void aNewFolderHoldsTheSample() throws Exception {
    try (Sandbox sandbox = Lab.start(folder)) {
      List<String> names = sandbox.domains().stream().map(HeldDomain::name).sorted().toList();
      assertEquals(SampleDomains.names(20).stream().sorted().toList(), names);
      assertEquals(
          Set.of("SH0001", "SH0002", "SHTECH"),
          Set.copyOf(sandbox.contacts().stream().map(HeldContact::handle).toList()));
      assertEquals(
          2,
          sandbox.domains().stream()
              .filter(d -> d.statuses().contains("clientTransferProhibited"))
              .count());
    }
  }

  @Test
  void sampleNamesAreTheSameEveryTimeOverSeveralTlds() {
    assertEquals(
        List.of("sample-0001.com", "sample-0002.net", "sample-0003.org", "sample-0004.test"),
        SampleDomains.names(4));
    assertEquals("sample-10000.example", SampleDomains.names(10_000).getLast());
    assertEquals(List.of(), SampleDomains.names(0));
    assertThrows(IllegalArgumentException.class, () -> SampleDomains.names(-1));
  }

  @Test
  void aRestartFindsEverythingAsItWas() throws Exception {
    List<HeldDomain> domains;
    List<HeldContact> contacts;
    try (Sandbox sandbox = Lab.start(folder)) {
      changeThings(sandbox);
      domains = domains(sandbox);
      contacts = contacts(sandbox);
    }
    for (int restart = 0; restart < 2; restart++) {
      try (Sandbox sandbox = Lab.start(folder);
          RawClient client = RawClient.loggedIn(sandbox)) {
        assertEquals(domains, domains(sandbox));
        assertEquals(contacts, contacts(sandbox));
        client.expect(2305, EppText.contact("delete", "<contact:id>TAB-1</contact:id>"));
      }
    }
  }

  @Test
  void whatWasAnsweredIsInTheFileAtThatMoment() throws Exception {
    Path copy = folder.resolve("copy");
    Path original = folder.resolve("original");
    try (Sandbox sandbox = Lab.start(original)) {
      changeThings(sandbox);
      copyState(original, copy);
      try (Sandbox other = Lab.start(copy)) {
        assertEquals(domains(sandbox), domains(other));
        assertEquals(contacts(sandbox), contacts(other));
      }
    }
  }

  @Test
  void aTornLastLineIsForgottenWhereverItIsTorn() throws Exception {
    Path original = folder.resolve("original");
    List<HeldDomain> before;
    List<HeldDomain> after;
    byte[] short_;
    byte[] whole;
    try (Sandbox sandbox = Lab.start(original);
        RawClient client = RawClient.loggedIn(sandbox)) {
      changeThings(sandbox);
      before = domains(sandbox);
      short_ = Files.readAllBytes(original.resolve("state"));
      client.expect(1000, EppText.domainUpdate("sample-0003.org", EppText.registrant("SH0002")));
      after = domains(sandbox);
      whole = Files.readAllBytes(original.resolve("state"));
    }
    for (int length = short_.length; length < whole.length - 1; length += 7) {
      assertEquals(before, domainsOf(whole, length), "cut at " + length);
    }
    assertEquals(before, domainsOf(whole, whole.length - 1), "only the line feed is missing");
    assertEquals(after, domainsOf(whole, whole.length));
  }

  private List<HeldDomain> domainsOf(byte[] state, int length) throws Exception {
    Path torn = folder.resolve("torn-" + length);
    Files.createDirectories(torn);
    for (String name : List.of("ca.crt", "server.crt", "server.key", "client.crt", "client.key")) {
      Files.copy(folder.resolve("original").resolve(name), torn.resolve(name));
    }
    Files.write(torn.resolve("state"), java.util.Arrays.copyOf(state, length));
    try (Sandbox sandbox = Lab.start(torn)) {
      return domains(sandbox);
    }
  }

  @Test
  void aRestartShrinksTheFile() throws Exception {
    try (Sandbox sandbox = Lab.start(folder);
        RawClient client = RawClient.loggedIn(sandbox)) {
      for (int i = 0; i < 50; i++) {
        client.expect(
            1000,
            EppText.domainUpdate("sample-0001.com", EppText.registrant("SH000" + (i % 2 + 1))));
      }
    }
    long grown = Files.lines(folder.resolve("state")).count();
    Lab.start(folder).close();
    assertEquals(grown - 50, Files.lines(folder.resolve("state")).count());
  }

  @Test
  void twoSandboxesDoNotShareAFolder() throws Exception {
    try (Sandbox sandbox = Lab.start(folder)) {
      String message = assertThrows(IOException.class, () -> Lab.start(folder)).getMessage();
      assertTrue(message.contains("another sandbox"), message);
      assertTrue(sandbox.port() > 0);
    }
    Lab.start(folder).close();
  }

  @Test
  void aFileThatIsNotItsOwnStopsTheStart() throws Exception {
    Lab.start(folder).close();
    Path state = folder.resolve("state");
    String good = Files.readString(state);
    String line = good.substring(0, good.indexOf("\nD") + 1);
    long number = line.lines().count() + 1;
    Files.writeString(state, line + "D\tbroken\n" + good.substring(line.length()));
    IOException broken = assertThrows(IOException.class, () -> Lab.start(folder));
    assertTrue(broken.getMessage().contains("line " + number), broken.getMessage());
    Files.writeString(state, "something else\n");
    assertThrows(IOException.class, () -> Lab.start(folder));
    Files.writeString(state, good);
    Lab.start(folder).close();
  }

  @Test
  void theGeneratedPasswordIsKept() throws Exception {
    SandboxOptions options = Lab.options(folder).withLogin("registrar1", null);
    String password;
    try (Sandbox sandbox = Sandbox.start(options)) {
      password = sandbox.credentials().password();
      assertEquals(16, password.length());
    }
    try (Sandbox sandbox = Sandbox.start(options);
        RawClient client = RawClient.loggedIn(sandbox)) {
      assertEquals(password, sandbox.credentials().password());
      client.expect(1500, "<logout/>");
    }
    assertFalse(options.withLogin("registrar1", password).toString().contains(password));
  }

  @Test
  void holdsManyDomains() throws Exception {
    int many = 20_000;
    Sandbox.start(Lab.options(folder).withSampleDomains(many)).close();
    try (Sandbox sandbox = Lab.start(folder)) {
      assertEquals(many, sandbox.domains().size());
      assertTrue(sandbox.domain(SampleDomains.names(many).getLast()).isPresent());
    }
  }

  private static void changeThings(Sandbox sandbox) throws Exception {
    try (RawClient client = RawClient.loggedIn(sandbox)) {
      String back = EppText.postal("loc", "back\\slash \\t \u5f20", EppText.ADDR);
      client.expect(
          1000,
          EppText.contactCreate(
              "TAB-1",
              back,
              "<contact:email>a@b.example</contact:email>"
                  + EppText.SECRET
                  + "<contact:disclose flag=\"1\"><contact:email/></contact:disclose>"));
      client.expect(1000, EppText.contactCreate("ANN-2"));
      client.expect(1000, EppText.contactCreate("ANN-3"));
      client.expect(1000, EppText.contact("delete", "<contact:id>ANN-3</contact:id>"));
      client.expect(
          1000,
          EppText.domainUpdate(
              "sample-0002.net",
              EppText.add(EppText.link("admin", "TAB-1") + EppText.status("clientHold"))
                  + EppText.rem(EppText.link("admin", "SH0001"))
                  + EppText.registrant("ANN-2")));
      client.expect(
          1000,
          EppText.domainUpdate("sample-0001.com", EppText.rem(EppText.link("tech", "SHTECH"))));
    }
    sandbox.change("sample-0005.example", d -> d.withSponsor("registrar9"));
  }

  private static List<HeldDomain> domains(Sandbox sandbox) {
    return sandbox.domains().stream().sorted(Comparator.comparing(HeldDomain::name)).toList();
  }

  private static List<HeldContact> contacts(Sandbox sandbox) {
    return sandbox.contacts().stream().sorted(Comparator.comparing(HeldContact::handle)).toList();
  }

  private static void copyState(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    Files.copy(from.resolve("state"), to.resolve("state"));
  }
}
