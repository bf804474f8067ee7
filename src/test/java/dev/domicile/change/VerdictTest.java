package dev.domicile.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.task.StepResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 5730 section 3, code by code. */
class VerdictTest {

  @ParameterizedTest
  @CsvSource({
    "2000, Failed, COMMAND_FAULTY",
    "2001, Failed, COMMAND_FAULTY",
    "2002, Failed, COMMAND_FAULTY",
    "2003, Failed, DATA_MISSING",
    "2004, Failed, DATA_REFUSED",
    "2005, Failed, DATA_REFUSED",
    "2100, Held, REGISTRY_STOPPED",
    "2101, Held, REGISTRY_STOPPED",
    "2102, Failed, OPTION_NOT_OFFERED",
    "2103, Failed, EXTENSION_NOT_OFFERED",
    "2104, Held, BILLING",
    "2200, Held, LOGIN_REFUSED",
    "2201, Failed, NOT_SPONSORED",
    "2202, Failed, AUTH_INFO_REFUSED",
    "2300, Failed, PENDING_ELSEWHERE",
    "2301, Failed, COMMAND_REFUSED",
    "2302, Failed, COMMAND_REFUSED",
    "2303, Failed, NOT_AT_REGISTRY",
    "2304, Failed, STATUS_PROHIBITS",
    "2305, Failed, ASSOCIATION_PROHIBITS",
    "2306, Failed, POLICY_REFUSED",
    "2307, Held, REGISTRY_STOPPED",
    "2308, Failed, DATA_POLICY_REFUSED",
    "2400, Postponed, REGISTRY_BUSY",
    "2499, Failed, COMMAND_REFUSED"
  })
  void eachCodeHasItsOutcomeAndReason(int code, String kind, String reason) {
    StepResult result = Verdict.refused(code, "Said so", 0);
    assertEquals(kind, result.getClass().getSimpleName());
    assertEquals(reason, result.reason());
    assertEquals("registry: " + code + " Said so", result.note());
  }

  @ParameterizedTest
  @CsvSource({
    "2101, Failed, CONTACTS_NOT_TAKEN",
    "2102, Failed, CONTACTS_NOT_TAKEN",
    "2103, Failed, CONTACTS_NOT_TAKEN",
    "2307, Failed, CONTACTS_NOT_TAKEN",
    "2302, Failed, HANDLE_TAKEN",
    "2005, Failed, DATA_REFUSED",
    "2104, Held, BILLING"
  })
  void thatNoContactsAreTakenDoesNotStopTheRegistry(int code, String kind, String reason) {
    StepResult result = Verdict.contactRefused(code, "Said so", 0);
    assertEquals(kind, result.getClass().getSimpleName());
    assertEquals(reason, result.reason());
  }

  @Test
  void aRefusalForNowIsAFailureAfterFiveOfThem() {
    StepResult fourth = Verdict.refused(2400, "later", 3);
    assertTrue(!assertInstanceOf(StepResult.Postponed.class, fourth).mayBeDone());
    assertInstanceOf(StepResult.Failed.class, Verdict.refused(2400, "later", 4));
  }

  @Test
  void afterA2400ToAnUpdateALookComesFirstHoweverOftenItCame() {
    StepResult result = Verdict.busy(2400, "later");
    assertTrue(assertInstanceOf(StepResult.Postponed.class, result).mayBeDone());
  }
}
