package dev.domicile.contact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.domicile.contact.FakeRegistry.Fault;
import dev.domicile.registry.Disclose;
import dev.domicile.registry.Disclose.Field;
import dev.domicile.registry.NewContact;
import dev.domicile.registry.Outcome;
import dev.domicile.registry.PostalInfo;
import dev.domicile.registry.RegistryProfile.Disclosure;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class OldDisclosuresTest {

  private static final Set<PostalInfo.Type> INT = Set.of(PostalInfo.Type.INT);
  private static final Disclose HIDES_EMAIL = new Disclose(false, Set.of(Field.EMAIL));

  final FakeRegistry lab = new FakeRegistry(Submissions.disclosing(Disclosure.COPY));
  final OldDisclosures olds = new OldDisclosures(new Tokens(new SecureRandom()));

  @Test
  void eachContactIsReadOnceForATask() throws Exception {
    hold("OLD-1", HIDES_EMAIL, "registrar1");
    List<Future<Outcome<OldDisclosure>>> asked = new ArrayList<>();
    try (ExecutorService steps = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 50; i++) {
        String handle = i % 2 == 0 ? "OLD-1" : "old-1";
        asked.add(steps.submit(() -> olds.of(lab, 1, handle)));
      }
    }
    for (Future<Outcome<OldDisclosure>> each : asked) {
      assertEquals(new Outcome.Ok<>(new OldDisclosure(HIDES_EMAIL, INT)), each.get());
    }
    assertEquals(1, lab.infos.size());
    olds.of(lab, 2, "OLD-1");
    assertEquals(2, lab.infos.size(), "a later task may meet what was changed since");
  }

  @Test
  void whatIsNotShownToUsHidesAll() {
    Outcome<OldDisclosure> hidden = new Outcome.Ok<>(OldDisclosure.HIDDEN);
    assertEquals(hidden, olds.of(lab, 1, "GONE"));
    hold("OTHERS", new Disclose(true, Set.of(Field.EMAIL)), "registrar2");
    assertEquals(hidden, olds.of(lab, 1, "OTHERS"));
    lab.hidesForeign = true;
    assertEquals(hidden, olds.of(lab, 2, "OTHERS"), "2201");
  }

  @Test
  void whatMayBeToldLaterIsAskedAgain() {
    hold("OLD-1", HIDES_EMAIL, "registrar1");
    lab.infoFaults.addAll(List.of(Fault.NOT_SENT, Fault.LOST_ANSWER, Fault.FAILED_FOR_NOW));
    assertInstanceOf(Outcome.NotSent.class, olds.of(lab, 1, "OLD-1"));
    assertInstanceOf(Outcome.Unknown.class, olds.of(lab, 1, "OLD-1"));
    assertInstanceOf(Outcome.Refused.class, olds.of(lab, 1, "OLD-1"));
    assertInstanceOf(Outcome.Ok.class, olds.of(lab, 1, "OLD-1"));
  }

  private void hold(String handle, Disclose disclose, String sponsor) {
    PostalInfo postal =
        new PostalInfo(PostalInfo.Type.INT, "Li Si", null, List.of(), "Shanghai", null, null, "CN");
    lab.hold(
        new NewContact(handle, List.of(postal), null, null, "a@b.test", "secret", disclose),
        sponsor);
  }
}
