package dev.domicile.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are large, broken or no form at all, at the service as it is configured. */
class LimitsTest {

  private static final String FORM = "application/x-www-form-urlencoded";

  @TempDir Path folder;
  private Lab near;
  private Service service;

  @BeforeEach
  void start() {
    near = Lab.near(folder);
    service = Service.start(folder, near);
  }

  @AfterEach
  void stop() {
    service.close();
    near.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"JSON", "XML"})
  void whatCannotBeReadIsToldInTheFormatAskedFor(String format) {
    Map<String, Long> before = service.tables().counts();
    Refused.assertRefused(
        submit(format).sendWithBody(FORM, new byte[20 << 20]),
        format,
        413,
        "RequestBodyTooLarge",
        "The body of the request is too large.");
    Refused.assertRefused(
        submit(format).sendWithBody("application/json", "{}".getBytes(StandardCharsets.UTF_8)),
        format,
        400,
        "ParameterIllegal",
        "Parameter illegal. The body is not a form: its Content-Type must be " + FORM + ".");
    Refused.assertRefused(
        submit(format).sendWithBody(FORM, "City=%GG".getBytes(StandardCharsets.UTF_8)),
        format,
        400,
        "ParameterIllegal",
        "Parameter illegal. City has a percent sign without two hexadecimal digits.");
    Refused.assertRefused(
        submit(format).sendWithBody(FORM, new byte[] {'X', '=', (byte) 0xC3, '('}),
        format,
        400,
        "ParameterIllegal",
        "Parameter illegal. X is not UTF-8.");
    Refused.assertRefused(
        submit(format).sendWithQuery(query -> query + "&X=%FF"),
        format,
        400,
        "ParameterIllegal",
        "Parameter illegal. X is not UTF-8.");
    Refused.assertRefused(
        submit(format).sendWithQuery(query -> query + "&City=Lyon"),
        format,
        400,
        "ParameterIllegal",
        "Parameter illegal. City is given more than once.");
    Refused.assertRefused(
        submit(format).withMethod("DELETE").send(),
        format,
        405,
        "UnsupportedHTTPMethod",
        "Specified HTTP method is not supported, use GET or POST.");
    Refused.assertRefused(
        submit(format).withPath("/v1/domains").send(),
        format,
        404,
        "InvalidAction.NotFound",
        "Specified api is not found, please check your url and method.");
    Refused.assertRefused(
        submit(format).with("Address", "a".repeat(8 << 20)).send(),
        format,
        414,
        "RequestLineTooLong",
        "The request line is too long.");
    Refused.assertRefused(
        submit(format).sendWithHeader("X-Long", "h".repeat(65 << 10)),
        format,
        431,
        "RequestHeaderTooLarge",
        "The header of the request is too large.");
    assertEquals(before, service.tables().counts());
  }

  @ParameterizedTest
  @ValueSource(strings = {"JSON", "XML"})
  void thousandsOfParametersOfOtherNamesAreRefused(String format) {
    Map<String, Long> before = service.tables().counts();
    Reply reply = submit(format).with(others(5_000)).send();
    String message = reply.field("Message");
    Refused.assertRefused(reply, format, 400, "ParameterIllegal", message);
    assertTrue(
        message.matches(
            "Parameter illegal\\. More than 1000 parameters have names that this operation does"
                + " not know, such as Other\\d+\\."),
        message);
    assertEquals(before, service.tables().counts());
  }

  @Test
  void hundredsOfParametersOfOtherNamesAreIgnored() {
    service.awaitEnd(service.accepted(submit("JSON").with(others(500))));
    service.awaitEnd(service.accepted(submit("JSON").with(others(1_000)).withMethod("GET")));
  }

  @Test
  void theLargestBatchIsTheConfigurationsToSay() {
    service.key("maxDomainsPerTask", "3").restart();
    List<String> four =
        List.of(
            "sample-0004.test", "sample-0005.example", "sample-0009.test", "sample-0010.example");
    for (String format : List.of("JSON", "XML")) {
      Refused.assertRefused(
          submit(format).withNames(four).send(),
          format,
          400,
          "ParameterIllegal",
          "Parameter illegal. DomainName: 4 names, and a task takes 3 at most.");
    }
    service.awaitEnd(service.accepted(submit("JSON").withNames(four.subList(0, 3))));
  }

  /** As the SDKs send it: some 400 KB in the request line; and as a form. */
  @Test
  void aFullBatchIsAcceptedInOneRequest() {
    near.stop();
    List<String> inQuery = names(10_000, i -> "query-" + i + ".test");
    List<String> inForm = names(10_000, i -> "form-" + i + ".example");
    service.hold("owner", inQuery);
    service.hold("owner", inForm);
    String first = service.accepted(submit("JSON").withNames(inQuery));
    Reply second = submit("XML").withNames(inForm).sendAsForm();
    assertEquals(200, second.status(), second::text);
    for (String taskNo : List.of(first, second.field("TaskNo"))) {
      Reply last = service.list(taskNo).with("PageNum", "10").send();
      assertEquals("10000", last.field("TotalItemNum"));
      assertEquals("10", last.field("TotalPageNum"));
      assertEquals(1000, last.rows().size());
      assertTrue(last.rows().getLast().get("DomainName").matches("(query|form)-10000\\..*"));
    }
    near.start();
  }

  private SignedCall submit(String format) {
    return service.submit("tech", List.of("sample-0004.test")).with("Format", format);
  }

  private static Map<String, String> others(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(Integer::toString)
        .collect(Collectors.toMap(i -> "Other" + i, i -> i));
  }

  private static List<String> names(int count, IntFunction<String> name) {
    return IntStream.rangeClosed(1, count).mapToObj(name).toList();
  }
}
