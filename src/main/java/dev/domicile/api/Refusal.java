package dev.domicile.api;

import java.time.Duration;

/**
 * An expected no.
 *
 * @param argument stands for {0} in the catalogue's code and texts; empty where they have none
 * @param en what the catalogue cannot know: which field, which names, what to do next; put behind
 *     its text
 * @param zh the same in Chinese
 * @param retryAfter milliseconds, the unit in which the SDKs wait, after which another try is worth
 *     it; 0 where that is not for us to say
 */
public record Refusal(ErrorCode code, String argument, String en, String zh, int retryAfter) {

  public Refusal(ErrorCode code, String argument, String en, String zh) {
    this(code, argument, en, zh, 0);
  }

  public static Refusal of(ErrorCode code) {
    return new Refusal(code, "", "", "");
  }

  public static Refusal of(ErrorCode code, String en, String zh) {
    return new Refusal(code, "", en, zh);
  }

  public static Refusal missing(String parameter) {
    return new Refusal(ErrorCode.MISSING, parameter, "", "");
  }

  public static Refusal invalid(String parameter, String en, String zh) {
    return new Refusal(ErrorCode.INVALID, parameter, en, zh);
  }

  public static Refusal illegal(String en, String zh) {
    return of(ErrorCode.PARAMETER_ILLEGAL, en, zh);
  }

  /**
   * @param wait until another try is worth it; told in whole milliseconds, 1 or more
   */
  public static Refusal later(ErrorCode code, Duration wait) {
    long millis = wait.plusNanos(999_999).toMillis();
    return new Refusal(code, "", "", "", (int) Math.clamp(millis, 1, Integer.MAX_VALUE));
  }

  public String codeText() {
    return code.code().replace("{0}", argument);
  }

  public int status() {
    return code.status();
  }

  public String message(Lang lang) {
    String detail = lang == Lang.ZH ? zh : en;
    String text = code.text(lang).replace("{0}", argument);
    return detail.isEmpty() ? text : text + (lang == Lang.ZH ? "" : " ") + detail;
  }

  /** The code alone: argument and details may be a string to sign or personal data. */
  @Override
  public String toString() {
    return "Refusal[" + code.code() + "]";
  }
}
