package dev.domicile.change;

import dev.domicile.api.Refusal;
import java.util.List;

/**
 * Refusals of numbers that the account does not have. They tell nothing apart: what another account
 * has is not there.
 */
final class NoSuch {

  /** Numbers named in one refusal. */
  private static final int NAMED = 10;

  private NoSuch() {}

  static Refusal task(String parameter) {
    return Refusal.illegal(parameter + ": there is no such task.", parameter + "：任务不存在。");
  }

  static Refusal detail(String parameter) {
    return Refusal.illegal(
        parameter + ": the task has no such detail.", parameter + "：任务中不存在该任务详情。");
  }

  static Refusal details(String parameter, List<String> numbers) {
    String named = String.join(", ", numbers.subList(0, Math.min(NAMED, numbers.size())));
    String more = numbers.size() > NAMED ? ", ..." : "";
    return Refusal.illegal(
        parameter + ": there are no such details: " + named + more + ".",
        parameter + "：任务详情不存在：" + named + more + "。");
  }
}
