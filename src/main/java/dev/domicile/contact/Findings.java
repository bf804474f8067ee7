package dev.domicile.contact;

import dev.domicile.api.Refusal;
import dev.domicile.contact.ContactValidation.Warning;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a check has found so far. Checking goes on after a flaw, so that a client learns of all of
 * them at once. No finding repeats a value: messages end in logs.
 */
final class Findings {

  private final Predicate<String> about;
  private final List<String> en = new ArrayList<>();
  private final List<String> zh = new ArrayList<>();
  private final List<Warning> warnings = new ArrayList<>();

  /**
   * @param about which parameters are looked at; flaws of others are passed over
   */
  Findings(Predicate<String> about) {
    this.about = about;
  }

  void flaw(String parameter, String whyEn, String whyZh) {
    if (!about.test(parameter)) {
      return;
    }
    en.add(parameter + ": " + whyEn + ".");
    zh.add(parameter + "：" + whyZh + "。");
  }

  void warn(String parameter, String whyEn, String whyZh) {
    warnings.add(new Warning(parameter, whyEn + ".", whyZh + "。"));
  }

  Optional<Refusal> refusal() {
    return en.isEmpty()
        ? Optional.empty()
        : Optional.of(Refusal.illegal(String.join(" ", en), String.join("", zh)));
  }

  List<Warning> warnings() {
    return List.copyOf(warnings);
  }
}
