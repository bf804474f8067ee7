package dev.domicile.registry.epp;

import static dev.domicile.registry.epp.Client.assertOk;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.registry.ContactInfo;
import dev.domicile.registry.Disclose;
import dev.domicile.registry.DomainInfo;
import dev.domicile.registry.DomainUpdate;
import dev.domicile.registry.NewContact;
import dev.domicile.registry.Outcome;
import dev.domicile.registry.PostalInfo;
import dev.domicile.registry.Role;
import dev.domicile.registry.sandbox.HeldDomain;
import dev.domicile.registry.sandbox.Sandbox;
import dev.domicile.registry.sandbox.SandboxCredentials;
import dev.domicile.registry.sandbox.SandboxOptions;
import dev.domicile.wire.DomainName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Client and sandbox share no code: here each reads what the other writes, over TLS. */
@Timeout(60)
class EppWithSandboxTest {

  @TempDir Path folder;

  @Test
  void aChangeIsMadeAsTheRegistryHoldsIt() throws Exception {
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.in(folder).withSampleDomains(4));
        Client client = new Client(2, settings(sandbox))) {
      String held = sandbox.domains().getFirst().name();
      DomainName domain = DomainName.parse(held).orElseThrow();
      DomainInfo before = value(client.registry.domainInfo(domain, client.trid()));
      assertEquals(sandbox.domain(held).orElseThrow().registrant(), before.registrant());
      assertEquals(sandbox.domain(held).orElseThrow().statuses(), before.statuses());

      NewContact contact = Fixtures.CONTACT;
      assertEquals("DM-7KQ2", value(client.registry.createContact(contact, client.trid())));
      ContactInfo made = value(client.registry.contactInfo("DM-7KQ2", client.trid()));
      assertEquals(
          new ContactInfo(
              "DM-7KQ2",
              contact.postal(),
              contact.voice(),
              contact.voiceExtension(),
              contact.email(),
              "registrar1",
              sandbox.contact("DM-7KQ2").orElseThrow().created(),
              Disclose.nothing(Set.of(PostalInfo.Type.INT, PostalInfo.Type.LOC))),
          made);

      assertOk(client.registry.updateDomain(everyRole(before), client.trid()));
      HeldDomain after = sandbox.domain(held).orElseThrow();
      assertEquals("DM-7KQ2", after.registrant());
      assertEquals(
          Map.of("admin", "DM-7KQ2", "tech", "DM-7KQ2", "billing", "DM-7KQ2"), after.contacts());
      assertEquals(Set.of("clientHold"), after.statuses());
      DomainInfo seen = value(client.registry.domainInfo(domain, client.trid()));
      assertEquals(List.of("DM-7KQ2"), seen.roles().get(Role.TECH));
      assertEquals(Set.of("clientHold"), seen.statuses());
    }
  }

  @Test
  void refusalsKeepTheirCodes() throws Exception {
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.in(folder).withSampleDomains(1));
        Client client = new Client(1, settings(sandbox))) {
      DomainName absent = DomainName.parse("absent.test").orElseThrow();
      assertRefused(2303, client.registry.domainInfo(absent, client.trid()));
      assertRefused(2303, client.registry.contactInfo("NOBODY", client.trid()));
      assertOk(client.registry.createContact(Fixtures.LEAST_CONTACT, client.trid()));
      assertRefused(2302, client.registry.createContact(Fixtures.LEAST_CONTACT, client.trid()));
    }
  }

  private static DomainUpdate everyRole(DomainInfo before) {
    List<DomainUpdate.Link> add = new ArrayList<>();
    List<DomainUpdate.Link> remove = new ArrayList<>();
    for (Role role : Role.values()) {
      add.add(new DomainUpdate.Link(role, "DM-7KQ2"));
      before
          .roles()
          .getOrDefault(role, List.of())
          .forEach(old -> remove.add(new DomainUpdate.Link(role, old)));
    }
    Set<String> statuses = new HashSet<>(before.statuses());
    statuses.remove("ok");
    return new DomainUpdate(before.name(), add, remove, Set.of("clientHold"), statuses, "DM-7KQ2");
  }

  private static <T> T value(Outcome<T> outcome) {
    assertOk(outcome);
    return ((Outcome.Ok<T>) outcome).value();
  }

  private static void assertRefused(int code, Outcome<?> outcome) {
    assertInstanceOf(Outcome.Refused.class, outcome, outcome.toString());
    Outcome.Refused<?> refused = (Outcome.Refused<?>) outcome;
    assertEquals(code, refused.code());
    assertTrue(!refused.message().isEmpty());
  }

  private static EppSettings settings(Sandbox sandbox) {
    SandboxCredentials ours = sandbox.credentials();
    return EppSettings.of(
        "127.0.0.1",
        sandbox.port(),
        new EppSettings.Tls(
            ours.authority(), ours.clientCertificate(), ours.clientKey(), "localhost"),
        new EppSettings.Login(ours.registrarId(), ours.password(), null));
  }
}
