package dev.domicile.contact;

import static dev.domicile.contact.ContactSubmission.TELEPHONE;
import static dev.domicile.contact.ContactSubmission.TEL_AREA;
import static dev.domicile.contact.ContactSubmission.TEL_EXT;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber;
import org.jspecify.annotations.Nullable;

/**
 * A telephone number as EPP carries it (RFC 5733 section 2.5).
 *
 * @param voice {@code +CC.NUMBER}, at most 17 characters
 * @param extension digits
 */
record Phone(String voice, @Nullable String extension) {

  /** EPP's own limit; longer numbers exist, in Germany for example. */
  private static final int LONGEST = 17;

  /** RFC 5733 has no limit for an extension; exchanges use up to some 6 digits. */
  private static final int LONGEST_EXTENSION = 15;

  private static final String SEPARATORS = "-./()";

  /** Personal data stays out of logs and messages. */
  @Override
  public String toString() {
    return "Phone";
  }

  /**
   * The number of TelArea, Telephone and TelExt; null where no Telephone was given or, with the
   * flaw told, where none can be made of it.
   */
  static @Nullable Phone read(ContactSubmission submitted, String country, Findings findings) {
    if (submitted.lacks(TELEPHONE)) {
      if (!submitted.lacks(TEL_EXT)) {
        findings.warn(TEL_EXT, "without a Telephone it is not used", "未提供Telephone，不使用该参数");
      }
      return null;
    }
    String extension = extension(submitted, findings);
    String typed = FreeText.normal(submitted.value(TELEPHONE).orElse(""));
    boolean international = typed.startsWith("+") || typed.startsWith("＋");
    String digits = digits(international ? typed.substring(1) : typed);
    if (digits == null || digits.isEmpty()) {
      findings.flaw(
          TELEPHONE, "digits are needed, with blanks and -./() between them", "应为数字，可含空格和-./()");
      return null;
    }
    PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
    String area = area(submitted, country, international, numbers, findings);
    if (area == null) {
      return null;
    }
    if (international && !digits.startsWith(area)) {
      findings.flaw(
          TELEPHONE, "its country calling code is not that of TelArea", "国际区号与TelArea不一致");
      return null;
    }
    String voice = voice("+" + (international ? digits : area + digits), numbers, findings);
    return voice == null ? null : new Phone(voice, extension);
  }

  /** Empty where the number itself says it. */
  private static @Nullable String area(
      ContactSubmission submitted,
      String country,
      boolean international,
      PhoneNumberUtil numbers,
      Findings findings) {
    if (!submitted.lacks(TEL_AREA)) {
      String typed = FreeText.normal(submitted.value(TEL_AREA).orElse(""));
      String area = digits(typed.startsWith("+") ? typed.substring(1) : typed);
      String code = area == null ? "" : area.replaceFirst("^00", "");
      if (!callingCode(code, numbers)) {
        findings.flaw(
            TEL_AREA, "a country calling code is needed, such as 86 or 1", "应为国际电话区号，例如86或1");
        return null;
      }
      return code;
    }
    if (international) {
      return "";
    }
    // the library logs a warning for a region that it does not know
    if (!numbers.getSupportedRegions().contains(country)) {
      findings.flaw(
          TEL_AREA, "it is needed beside Telephone for this country", "该国家须与Telephone一起提供");
      return null;
    }
    int code = numbers.getCountryCodeForRegion(country);
    findings.warn(TEL_AREA, "taken from Country: " + code, "已按Country取值：" + code);
    return Integer.toString(code);
  }

  private static boolean callingCode(String code, PhoneNumberUtil numbers) {
    return !code.isEmpty()
        && code.length() <= 3
        && !numbers.getRegionCodeForCountryCode(Integer.parseInt(code)).equals("ZZ");
  }

  private static @Nullable String voice(String e164, PhoneNumberUtil numbers, Findings findings) {
    Phonenumber.PhoneNumber number;
    try {
      number = numbers.parse(e164, "ZZ");
    } catch (NumberParseException notANumber) {
      findings.flaw(TELEPHONE, "this is not a telephone number", "不是有效的电话号码");
      return null;
    }
    String code = Integer.toString(number.getCountryCode());
    switch (numbers.isPossibleNumberWithReason(number)) {
      case IS_POSSIBLE, IS_POSSIBLE_LOCAL_ONLY -> {}
      case TOO_SHORT -> {
        findings.flaw(TELEPHONE, "too short for +" + code, "对于+" + code + "过短");
        return null;
      }
      case TOO_LONG, INVALID_LENGTH, INVALID_COUNTRY_CODE -> {
        findings.flaw(
            TELEPHONE,
            "not of a length that numbers of +" + code + " have; give it without that code",
            "长度不符合+" + code + "的号码；请勿包含该区号");
        return null;
      }
    }
    String voice = "+" + code + "." + numbers.getNationalSignificantNumber(number);
    if (voice.length() > LONGEST) {
      findings.flaw(TELEPHONE, "too long for a registry", "超出注册局允许的长度");
      return null;
    }
    if (!numbers.isValidNumber(number)) {
      findings.warn(TELEPHONE, "no such number is in use in +" + code, "+" + code + "未启用此类号码");
    }
    return voice;
  }

  private static @Nullable String extension(ContactSubmission submitted, Findings findings) {
    if (submitted.lacks(TEL_EXT)) {
      return null;
    }
    String digits = digits(FreeText.normal(submitted.value(TEL_EXT).orElse("")));
    if (digits == null || digits.isEmpty() || digits.length() > LONGEST_EXTENSION) {
      findings.flaw(
          TEL_EXT,
          "up to " + LONGEST_EXTENSION + " digits are possible",
          "最多" + LONGEST_EXTENSION + "位数字");
      return null;
    }
    return digits;
  }

  /** The digits as ASCII, whatever the script; null where another character stands among them. */
  private static @Nullable String digits(String text) {
    StringBuilder digits = new StringBuilder();
    for (int c : text.codePoints().toArray()) {
      int digit = Character.digit(c, 10);
      if (digit >= 0) {
        digits.append(digit);
      } else if (c != ' ' && SEPARATORS.indexOf(c) < 0) {
        return null;
      }
    }
    return digits.toString();
  }
}
