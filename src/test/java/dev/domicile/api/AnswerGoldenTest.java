package dev.domicile.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Whole answers, octet for octet, beside files under src/test/resources/api. {@code mvn test
 * -Dtest=AnswerGoldenTest -Dgolden=write} writes them; the difference is then to be read.
 */
class AnswerGoldenTest {

  private static final String AWKWARD = "中文é😀 \"q\" \\ / <&> ' tab\t line\n";

  private final Rig rig = new Rig();

  @Test
  void writesASubmissionsAnswer() throws IOException {
    for (String format : List.of("json", "xml")) {
      assertGolden(
          "submitted." + format,
          answer(
              format, rig.parameters(Rig.SUBMIT, "ContactType", "tech", "DomainName.1", "a.test")));
    }
  }

  @Test
  void writesAListWithAwkwardText() throws IOException {
    for (String format : List.of("json", "xml")) {
      assertGolden(
          "list." + format, answer(format, rig.parameters("QueryTaskList", "Text", AWKWARD)));
    }
  }

  @Test
  void writesARefusalInBothLanguages() throws IOException {
    for (String format : List.of("json", "xml")) {
      for (String lang : List.of("en", "zh")) {
        Map<String, String> parameters =
            rig.parameters(Rig.SUBMIT, "ContactType", "tech", "DomainName.1", "missing.test");
        parameters.put("Lang", lang);
        assertGolden("refused-" + lang + "." + format, answer(format, parameters));
      }
    }
  }

  @Test
  void writesEveryShapeOfATree() throws IOException {
    Tree.Obj row = Tree.object().put("Name", "a").put("Empty", "");
    Tree.Obj tree =
        Tree.object()
            .put("Text", "t")
            .put("Number", Long.MIN_VALUE)
            .put("Yes", true)
            .put("Nothing", Tree.object())
            .put("Data", Tree.object().put("Row", Tree.rows(List.of(row, row))))
            .put("NoRows", Tree.object().put("Row", Tree.rows(List.of())))
            .put("Objects", Tree.rows("Item", List.of(row, new Tree.Text("x"), new Tree.Num(2))))
            .put("NoObjects", Tree.rows("Item", List.of()));
    for (Format format : Format.values()) {
      assertGolden(
          "shapes." + format.name().toLowerCase(),
          new String(AnswerWriter.write(format, "ShapesResponse", tree), StandardCharsets.UTF_8));
    }
  }

  @Test
  void keepsTheCatalogueOfErrors() throws IOException {
    StringBuilder catalogue = new StringBuilder();
    for (ErrorCode code : ErrorCode.values()) {
      catalogue
          .append(code.status())
          .append(' ')
          .append(code.code())
          .append("\n  en: ")
          .append(code.text(Lang.EN))
          .append("\n  zh: ")
          .append(code.text(Lang.ZH))
          .append('\n');
    }
    assertGolden("catalogue.txt", catalogue.toString());
  }

  private String answer(String format, Map<String, String> parameters) {
    Map<String, String> inFormat = new TreeMap<>(parameters);
    inFormat.put("Format", format);
    return rig.gateway()
        .answer(Rig.signedGet(inFormat))
        .text()
        .replaceAll("[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}", "REQUEST-ID");
  }

  private static void assertGolden(String file, String actual) throws IOException {
    Path golden = Path.of("src/test/resources/api", file);
    if ("write".equals(System.getProperty("golden"))) {
      Files.writeString(golden, actual);
    }
    assertEquals(Files.readString(golden), actual, file);
  }
}
