package dev.domicile.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.domicile.api.ErrorCode;
import dev.domicile.api.Lang;
import dev.domicile.api.Operation;
import dev.domicile.api.Parameter;
import dev.domicile.api.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * docs/api.md is made of the operations' own descriptions, the catalogue of errors and answers that
 * came over the wire. {@code mvn test -Dtest=ApiManualTest -Dmanual=write} writes it.
 */
class ApiManualTest {

  private static final Path MANUAL = Path.of("docs/api.md");

  /** What differs from run to run, and what stands for it in the manual. */
  private static final Map<String, String> SAMPLES = samples();

  @TempDir Path folder;

  private static Map<String, String> samples() {
    Map<String, String> samples = new LinkedHashMap<>();
    // one of digits alone is a number made of small ones: the other case's
    samples.put(
        "(?=[0-9-]*[A-F])[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}",
        "464AF466-CA8E-43A8-B61D-0123456789AB");
    samples.put(
        "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "65de2165-ca09-491f-9fe0-0123456789ab");
    samples.put("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d", "2026-11-23 18:00:00");
    samples.put("(?<=Long(\" ?: ?|>))\\d+", "1795428000000");
    samples.put("(?<=RegistrantProfileId(\" ?: ?|>))\\d+", "3765209923585532386");
    samples.put("(?<=InstanceId(\" ?: ?\"|>))[^\"<\\s]+", "D3oc5xmcc2eyqnysn4taeube4ms");
    samples.put("(?<=UserId(\" ?: ?\"|>))[^\"<\\s]+", "3765209923585532000");
    samples.put("handle=[^\"<]+", "handle=D7K2M9Q4X1-DEMO");
    return samples;
  }

  @Test
  void theManualSaysOfEveryOperationWhatTheCodeSays() throws IOException {
    try (EveryOperation every = new EveryOperation(Files.createDirectory(folder.resolve("json")));
        EveryOperation again = new EveryOperation(Files.createDirectory(folder.resolve("xml")))) {
      String made = manual(every, again);
      if ("write".equals(System.getProperty("manual"))) {
        Files.writeString(MANUAL, made);
      }
      assertEquals(
          Files.readString(MANUAL), made, "run: mvn test -Dtest=ApiManualTest -Dmanual=write");
    }
  }

  private static String manual(EveryOperation every, EveryOperation again) {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # The API

        This page is made from the code and checked by a test. Each operation is that of Alibaba Cloud's
        Domain API by the same name; where this service differs, [differences.md](differences.md) says so.

        Every call is a GET or a POST to `/`, signed as Signature 1.0 or ACS3-HMAC-SHA256; parameters are
        read from the query and from a form body alike. `Lang` (en or zh) chooses the language of texts,
        `Format` (JSON or XML) that of the answer. Identifiers and times in the examples are samples.

        """);
    List<Operation> operations =
        every.operations().stream().sorted(Comparator.comparing(Operation::name)).toList();
    operations.forEach(
        operation ->
            page.append("- [")
                .append(operation.name())
                .append("](#")
                .append(operation.name().toLowerCase(Locale.ROOT))
                .append("): ")
                .append(operation.describe().summary())
                .append('\n'));
    operations.forEach(
        operation -> {
          section(page, operation);
          example(page, every, operation, "json");
          example(page, again, operation, "xml");
        });
    errors(page);
    return page.toString();
  }

  private static void section(StringBuilder page, Operation operation) {
    Operation.Permission permission = operation.permission();
    page.append("\n## ").append(operation.name()).append("\n\n");
    page.append(operation.describe().summary()).append("\n\n");
    page.append("Versions: ")
        .append(
            operation.versions().stream()
                .map(Version::text)
                .sorted(Comparator.reverseOrder())
                .collect(Collectors.joining(", ")))
        .append(". Permission: `")
        .append(permission.action())
        .append("` on ")
        .append(
            permission.perDomain()
                ? "`acs:domain:*:ACCOUNT:domain/DOMAINNAME`, for each domain name.\n"
                : "`acs:domain:*:ACCOUNT:*`.\n");
    page.append("\n| parameter | required | value | |\n|---|---|---|---|\n");
    for (Parameter parameter : operation.describe().parameters()) {
      page.append(
          "| `%s` | %s | %s | %s |\n"
              .formatted(
                  parameter.name(),
                  parameter.required() ? "yes" : "",
                  parameter.kind().told(parameter.name()),
                  parameter.about()));
    }
    Set<ErrorCode> errors = operation.describe().errors();
    page.append("\nErrors of its own: ")
        .append(
            errors.isEmpty()
                ? "none"
                : errors.stream()
                    .map(code -> "`" + shown(code) + "`")
                    .collect(Collectors.joining(", ")))
        .append(".\n");
  }

  /** What can be done once only is done once in each of the two services. */
  private static void example(
      StringBuilder page, EveryOperation every, Operation operation, String format) {
    Reply reply =
        every
            .prepared(operation, every.good(operation.name()))
            .with("Format", format.toUpperCase(Locale.ROOT))
            .send();
    assertEquals(200, reply.status(), operation.name() + reply.text());
    page.append("\n```%s\n%s\n```\n".formatted(format, sample(reply.indented())));
  }

  private static String sample(String text) {
    String sample = text;
    for (var each : SAMPLES.entrySet()) {
      sample = sample.replaceAll(each.getKey(), each.getValue());
    }
    return sample;
  }

  private static void errors(StringBuilder page) {
    page.append(
        """

        ## Errors

        The body of an error has RequestId, HostId, Code, Message and Recommend. `{Param}` stands for a
        parameter's name. Codes that no operation above names come from the gateway and can answer any
        call.

        | code | status | en | zh |
        |---|---|---|---|
        """);
    for (ErrorCode code : ErrorCode.values()) {
      page.append(
          "| `%s` | %d | %s | %s |\n"
              .formatted(
                  shown(code),
                  code.status(),
                  code.text(Lang.EN).replace("{0}", "{Param}"),
                  code.text(Lang.ZH).replace("{0}", "{Param}")));
    }
  }

  private static String shown(ErrorCode code) {
    return code.code().replace("{0}", "{Param}");
  }
}
