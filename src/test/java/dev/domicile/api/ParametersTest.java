package dev.domicile.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ParametersTest {

  @Test
  void countsAnEmptyValueAsAbsent() {
    Parameters parameters = new Parameters(Map.of("A", "", "B", "b"));
    assertEquals(Optional.empty(), parameters.text("A"));
    assertEquals(Optional.of("b"), parameters.text("B"));
    assertEquals("", parameters.required("A"));
    assertEquals("MissingA", code(parameters));
  }

  @Test
  void readsAListInNumericOrderWithGaps() {
    Map<String, String> values =
        Map.of("D.10", "c", "D.2", "b", "D.1", "a", "D.7", "", "D.x", "?", "D.", "?", "DD.1", "?");
    assertEquals(List.of("a", "b", "c"), new Parameters(values).list("D"));
    assertEquals(List.of("a"), new Parameters(Map.of("D", "a")).list("D"));
    assertEquals(List.of("z", "a"), new Parameters(Map.of("D", "z", "D.0", "a")).list("D"));
  }

  @Test
  void losesNoItemToALargeNumber() {
    assertEquals(
        List.of("a", "b"),
        new Parameters(Map.of("D.999999999999999999", "b", "D.1", "a")).list("D"));
  }

  @Test
  void refusesTwoItemsInOnePlace() {
    Parameters parameters = new Parameters(Map.of("D.1", "a", "D.01", "b"));
    parameters.list("D");
    assertEquals("ParameterIllegal", code(parameters));
  }

  @Test
  void refusesARequiredListWithoutItems() {
    Parameters parameters = new Parameters(Map.of("D.1", ""));
    assertEquals(List.of(), parameters.requiredList("D"));
    assertEquals("MissingD", code(parameters));
  }

  @Test
  void readsFlagsInAnyCase() {
    Parameters parameters = new Parameters(Map.of("Y", "True", "N", " false ", "X", "1"));
    assertEquals(true, parameters.flag("Y", false));
    assertEquals(false, parameters.flag("N", true));
    assertEquals(true, parameters.flag("Absent", true));
    assertNull(parameters.refusal());
    assertEquals(false, parameters.flag("X", false));
    assertEquals("InvalidX", code(parameters));
  }

  @Test
  void readsWholeNumbersInTheirRange() {
    for (String bad : List.of("0", "1001", "x", "1.0", "99999999999", "")) {
      Parameters parameters = new Parameters(Map.of("PageSize", bad));
      assertEquals(1, parameters.requiredInteger("PageSize", 1, 1000));
      assertEquals(bad.isEmpty() ? "MissingPageSize" : "InvalidPageSize", code(parameters));
    }
    Parameters parameters = new Parameters(Map.of("PageSize", "1000"));
    assertEquals(1000, parameters.requiredInteger("PageSize", 1, 1000));
    assertEquals(Optional.of(1000), parameters.integer("PageSize", 1, 1000));
    assertEquals(Optional.empty(), parameters.integer("PageNum", 1, 1000));
    assertNull(parameters.refusal());
  }

  @Test
  void tellsTheFirstThingThatIsWrong() {
    Parameters parameters = new Parameters(Map.of("B", "x"));
    parameters.required("A");
    parameters.flag("B", false);
    assertEquals("MissingA", code(parameters));
    assertEquals(
        "A is mandatory for this action.",
        Objects.requireNonNull(parameters.refusal()).message(Lang.EN));
    assertEquals("缺少必填参数A。", Objects.requireNonNull(parameters.refusal()).message(Lang.ZH));
  }

  private static String code(Parameters parameters) {
    return Objects.requireNonNull(parameters.refusal()).codeText();
  }
}
