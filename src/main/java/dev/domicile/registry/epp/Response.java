package dev.domicile.registry.epp;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one command (RFC 5730 section 2.6).
 *
 * @param results one for a success, one or more for a refusal; never none
 * @param clTrid null where the server sent none
 * @param queue msgQ, on the messages that wait
 * @param data resData, wherever it stands
 * @param xml as it came
 * @param extension for the readers of extensions; what none of them knows is left alone
 */
record Response(
    List<Result> results,
    @Nullable String clTrid,
    @Nullable Element queue,
    @Nullable Element data,
    @Nullable Element extension,
    byte[] xml)
    implements Message {

  /**
   * @param reasons of the extValue elements; the values beside them may hold personal data and are
   *     not read
   */
  record Result(int code, String message, List<String> reasons) {}

  private static final Pattern CODE = Pattern.compile("[12][0-9]{3}");

  static Response of(Element response, byte[] xml) throws NotEppException {
    List<Element> found = response.children("result");
    if (found.isEmpty()) {
      throw new NotEppException("<result> is missing in <response>");
    }
    Result[] results = new Result[found.size()];
    for (int i = 0; i < results.length; i++) {
      results[i] = result(found.get(i));
    }
    Element trid = response.child("trID");
    return new Response(
        List.of(results),
        trid == null ? null : trid.textOf("clTRID"),
        response.child("msgQ"),
        response.child("resData"),
        response.child("extension"),
        xml);
  }

  int code() {
    return results.getFirst().code();
  }

  /**
   * Whether nothing more can be had on this session: the server closes it (2500 to 2502), or does
   * not hold us for logged in any more (2200).
   */
  boolean endsSession() {
    return code() == 2200 || code() >= 2500;
  }

  /** The one object in resData, by its name. */
  Element dataOf(String namespace, String name) throws NotEppException {
    if (data == null) {
      throw new NotEppException("<resData> is missing");
    }
    return data.need(namespace, name);
  }

  private static Result result(Element result) throws NotEppException {
    String code = result.attribute("code").orElse("");
    if (!CODE.matcher(code).matches()) {
      throw new NotEppException("<result> has no EPP result code");
    }
    return new Result(
        Integer.parseInt(code),
        result.child("msg") instanceof Element msg ? msg.text() : "",
        result.children("extValue").stream()
            .map(extra -> extra.textOf("reason"))
            .filter(reason -> reason != null)
            .map(String::valueOf)
            .toList());
  }
}
