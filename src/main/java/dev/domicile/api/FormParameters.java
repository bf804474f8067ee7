package dev.domicile.api;

import dev.domicile.wire.Form;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the parameters of a request: those of the query and those of a form body, together. */
final class FormParameters {

  private static final String FORM = "application/x-www-form-urlencoded";

  /** Of a name in a message. */
  private static final int LONGEST_NAME = 64;

  private FormParameters() {}

  /**
   * @param most parameters of query and body together
   * @param into gets the parameters; on a refusal those before the first fault
   */
  static Optional<Refusal> read(HttpRequest request, int most, Map<String, String> into) {
    if (request.query().indexOf('\uFFFD') >= 0) {
      return Optional.of(
          Refusal.illegal("The query holds characters that are not UTF-8.", "查询字符串包含非UTF-8字符。"));
    }
    return pairs(request.query().getBytes(StandardCharsets.UTF_8), most, into)
        .or(() -> body(request, most, into));
  }

  private static Optional<Refusal> body(HttpRequest request, int most, Map<String, String> into) {
    if (request.body().length == 0) {
      return Optional.empty();
    }
    if (!form(request)) {
      return Optional.of(
          Refusal.illegal(
              "The body is not a form: its Content-Type must be " + FORM + ".",
              "请求体不是表单：Content-Type必须为" + FORM + "。"));
    }
    return pairs(request.body(), most, into);
  }

  private static boolean form(HttpRequest request) {
    String type = request.header("content-type").orElse("");
    int semicolon = type.indexOf(';');
    return (semicolon < 0 ? type : type.substring(0, semicolon))
        .strip()
        .toLowerCase(Locale.ROOT)
        .equals(FORM);
  }

  private static Optional<Refusal> pairs(byte[] form, int most, Map<String, String> into) {
    return Form.read(form, most, into).map(fault -> refusal(fault, most));
  }

  private static Refusal refusal(Form.Fault fault, int most) {
    String name = shown(fault.name());
    return switch (fault.kind()) {
      case BAD_ESCAPE ->
          Refusal.illegal(
              name + "has a percent sign without two hexadecimal digits.", name + "含有不完整的百分号编码。");
      case BAD_UTF8 -> Refusal.illegal(name + "is not UTF-8.", name + "不是UTF-8编码。");
      case REPEATED -> Refusal.illegal(name + "is given more than once.", name + "重复。");
      case TOO_MANY ->
          Refusal.illegal("There are more than " + most + " parameters.", "参数超过" + most + "个。");
    };
  }

  private static String shown(String name) {
    return name.isEmpty() ? "A parameter's name " : name(name) + " ";
  }

  /** Fit for a message: short, and without what a terminal or a log would act on. */
  static String name(String name) {
    String cut = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "..." : name;
    return cut.replaceAll("[^\\p{L}\\p{N}\\p{P}\\p{S} ]", "?");
  }
}
