package dev.domicile.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.Await;
import dev.domicile.account.AccessKeys;
import dev.domicile.account.Account;
import dev.domicile.account.Accounts;
import dev.domicile.account.ChangeKey;
import dev.domicile.account.ChangeKey.Change;
import dev.domicile.account.CreateKey;
import dev.domicile.account.Policy;
import dev.domicile.audit.Audit;
import dev.domicile.registry.sandbox.SampleDomains;
import dev.domicile.seal.MasterKey;
import dev.domicile.seal.Seal;
import dev.domicile.store.Ids;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that are changed beside the running service, and what each of them may do. */
class AccessTest {

  private static final Duration SOON = Duration.ofSeconds(2);

  @TempDir Path folder;
  private Lab near;
  private Service service;
  private CreateKey create;
  private ChangeKey change;
  private Account owner;

  @BeforeEach
  void start() {
    near = Lab.near(folder);
    service = Service.start(folder, near);
    InstantSource clock = InstantSource.system();
    SecureRandom random = new SecureRandom();
    Ids ids = Ids.of(clock, random);
    Seal seal =
        Seal.open(MasterKey.open(service.data().resolve("master.key"), false), service.database());
    AccessKeys keys = new AccessKeys(service.database(), seal, clock);
    Audit audit = new Audit(ids);
    create = new CreateKey(service.database(), keys, audit, clock, random);
    change = new ChangeKey(service.database(), keys, audit, clock);
    owner = service.database().read(sql -> new Accounts(ids).find(sql, "owner")).orElseThrow();
  }

  @AfterEach
  void stop() {
    service.close();
    near.close();
  }

  @Test
  void aKeyThatIsDisabledEnabledOrDeletedIsSoSoon() {
    CreateKey.Outcome.Created made = key("", Optional.empty());
    assertEquals("ParameterIllegal", list(made));
    change.run(owner, made.key().id(), Change.DISABLE, "test");
    Await.until("disabled", SOON, () -> list(made).equals("InvalidAccessKeyId.Inactive"));
    change.run(owner, made.key().id(), Change.ENABLE, "test");
    Await.until("enabled", SOON, () -> list(made).equals("ParameterIllegal"));
    change.run(owner, made.key().id(), Change.DELETE, "test");
    Await.until("deleted", SOON, () -> list(made).equals("InvalidAccessKeyId.NotFound"));
  }

  @Test
  void aKeyMayDoWhatItsPolicySaysAndNothingIsStoredOfTheRest() {
    List<String> names =
        SampleDomains.names(Lab.DOMAINS).stream()
            .filter(name -> name.endsWith(".test"))
            .limit(3)
            .toList();
    CreateKey.Outcome.Created made =
        key(
            """
            {"Version": "1", "Statement": [
              {"Effect": "Allow", "Action": "domain:Query*", "Resource": "*"},
              {"Effect": "Allow", "Action": "domain:DomainInfoModification",
               "Resource": ["acs:domain:*:$accountid:domain/%s", "acs:domain:*:*:domain/%s"]}]}
            """
                .formatted(names.get(0), names.get(1)),
            Optional.empty());
    Map<String, Long> before = service.tables().counts();
    Reply refused = service.submit("tech", names).as(made.key()).send();
    assertEquals(403, refused.status(), refused::text);
    assertEquals("NoPermission", refused.field("Code"));
    assertTrue(
        refused
            .field("Message")
            .endsWith(
                "domain:DomainInfoModification on acs:domain:*:"
                    + owner.id()
                    + ":domain/"
                    + names.get(2)
                    + "."),
        refused.text());
    assertEquals(before, service.tables().counts());
    Reply accepted = service.submit("tech", names.subList(0, 2)).as(made.key()).send();
    assertEquals(200, accepted.status(), accepted::text);
    service.awaitEnd(accepted.field("TaskNo"));
    assertEquals(2, service.list(accepted.field("TaskNo")).as(made.key()).send().rows().size());
  }

  @Test
  void aTemporaryKeyWorksWithItsTokenUntilItExpires() {
    CreateKey.Outcome.Created made = key("", Optional.of(Duration.ofSeconds(3)));
    assertEquals("MissingSecurityToken", list(made));
    assertEquals("ParameterIllegal", listWithToken(made));
    Await.until("it expires", () -> listWithToken(made).equals("InvalidSecurityToken.Expired"));
  }

  @Test
  void aFloodOfOneAccountLeavesTheOtherAsItWas() {
    service.key("throttle", "{perSecond: 1, burst: 5, accountPerSecond: 1, accountBurst: 5}");
    service.restart();
    List<String> codes =
        IntStream.range(0, 50).mapToObj(i -> service.list("none").send().field("Code")).toList();
    assertEquals(List.of("ParameterIllegal"), codes.subList(0, 5).stream().distinct().toList());
    assertTrue(codes.stream().filter("Throttling.User"::equals).count() >= 30, codes.toString());
    for (int i = 0; i < 5; i++) {
      SignedCall other = service.list("none").as(Service.OTHER);
      assertEquals("ParameterIllegal", other.send().field("Code"));
    }
  }

  private CreateKey.Outcome.Created key(String policy, Optional<Duration> life) {
    Policy parsed =
        policy.isEmpty()
            ? Policy.EVERYTHING
            : assertInstanceOf(Policy.Parsed.Read.class, Policy.parse(policy)).policy();
    return assertInstanceOf(
        CreateKey.Outcome.Created.class,
        create.run(
            owner, new CreateKey.Wanted(parsed, Optional.empty(), life, Optional.empty()), "test"));
  }

  private String list(CreateKey.Outcome.Created made) {
    return service.list("none").as(made.key()).send().field("Code");
  }

  private String listWithToken(CreateKey.Outcome.Created made) {
    return service
        .list("none")
        .as(made.key())
        .with("SecurityToken", made.token().orElseThrow().value())
        .send()
        .field("Code");
  }
}
