package dev.domicile.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.api.Lang;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReasonTest {

  private static final Set<Reason> SUCCESSES = Set.of(Reason.DONE, Reason.ALREADY_AS_WANTED);

  @ParameterizedTest
  @EnumSource
  void eachReasonHasItsTextInBothLanguagesAndANextStepInBothOrNone(Reason reason) {
    assertTrue(reason.text(Lang.EN).endsWith("."), reason.text(Lang.EN));
    assertTrue(reason.text(Lang.ZH).endsWith("。"), reason.text(Lang.ZH));
    assertTrue(reason.text(Lang.ZH).codePoints().anyMatch(Character::isIdeographic));
    assertEquals(reason.nextStep(Lang.EN).isEmpty(), reason.nextStep(Lang.ZH).isEmpty());
  }

  @Test
  void noTwoCausesShareAText() {
    for (Lang lang : Lang.values()) {
      Set<String> texts = new HashSet<>();
      for (Reason reason : Reason.values()) {
        assertTrue(SUCCESSES.contains(reason) || texts.add(reason.text(lang)), reason + " " + lang);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theDocumentOfTasksNamesEachReason(Reason reason) throws Exception {
    String tasks = Files.readString(Path.of("docs/tasks.md"));
    assertTrue(tasks.contains("`" + reason.name() + "`"), reason.name());
  }

  @Test
  void aFailureTellsItsCodeCauseNextStepAndWhoMustActInTheReadersLanguage() {
    assertEquals(
        "NOT_SPONSORED: Another registrar sponsors the domain name. (sponsored by other) Remove the"
            + " domain name from the portfolio, or transfer it in first. To act: the registrar.",
        Reason.NOT_SPONSORED.told(Lang.EN, "sponsored by other"));
    assertEquals(
        "NOT_SPONSORED: 该域名由其他注册商管理。（所属注册商 other）请将该域名移出，或先转入。处理方：注册商。",
        Reason.NOT_SPONSORED.told(Lang.ZH, "sponsored by other"));
    String zh = Reason.POLICY_REFUSED.told(Lang.ZH, "registry: 2306 Not so");
    assertTrue(zh.contains("（注册局：2306 Not so）"), zh);
    assertFalse(zh.contains("registry"), zh);
  }
}
