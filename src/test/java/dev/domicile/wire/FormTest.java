package dev.domicile.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FormTest {

  private final Map<String, String> pairs = new LinkedHashMap<>();

  @Test
  void decodesPlusPercentAndRawUtf8() {
    assertEquals(Optional.empty(), read("a=b+c%2Bd&%E5%90%8D=%e4%b8%ad&raw=中😀&x=1=2"));
    assertEquals(Map.of("a", "b c+d", "名", "中", "raw", "中😀", "x", "1=2"), pairs);
  }

  @Test
  void readsNamesWithoutValuesAndSkipsEmptyPairs() {
    assertEquals(Optional.empty(), read("&&a&b=&&=c&"));
    assertEquals(Map.of("a", "", "b", "", "", "c"), pairs);
  }

  @Test
  void readsNothingFromNothing() {
    assertEquals(Optional.empty(), read(""));
    assertEquals(Map.of(), pairs);
  }

  @Test
  void refusesBadEscapes() {
    for (String bad : new String[] {"%", "%4", "%zz", "%4g", "%-1", "a%", "%%20"}) {
      assertFault(Form.Kind.BAD_ESCAPE, "City", "City=" + bad);
      assertFault(Form.Kind.BAD_ESCAPE, "City", "City=" + bad + "&Country=CN");
      assertFault(Form.Kind.BAD_ESCAPE, "", bad + "=x");
    }
  }

  @Test
  void refusesWhatIsNotUtf8() {
    for (String bad : new String[] {"%FF", "%C3", "%C0%80", "%ED%A0%80", "%F5%80%80%80", "%80"}) {
      assertFault(Form.Kind.BAD_UTF8, "City", "a=b&City=" + bad);
      assertFault(Form.Kind.BAD_UTF8, "", bad + "=x");
    }
    byte[] gbk = {'a', '=', (byte) 0xD6, (byte) 0xD0};
    assertEquals(Optional.of(new Form.Fault(Form.Kind.BAD_UTF8, "a")), Form.read(gbk, 10, pairs));
  }

  @Test
  void refusesARepeatedNameEvenOverTwoForms() {
    assertFault(Form.Kind.REPEATED, "a", "a=1&b=2&a=1");
    assertEquals(Optional.empty(), read("a=1"));
    assertEquals(Optional.of(new Form.Fault(Form.Kind.REPEATED, "a")), read("a=2"));
  }

  @Test
  void takesAsManyPairsAsAllowedAndNoMore() {
    assertEquals(Optional.empty(), Form.read(bytes("a=1&b=2&c=3"), 3, pairs));
    pairs.clear();
    assertEquals(
        Optional.of(new Form.Fault(Form.Kind.TOO_MANY, "c")),
        Form.read(bytes("a=1&b=2&c=3"), 2, pairs));
  }

  @Test
  void isTheInverseOfPercentEncoding() {
    String text = "Rd. xitucheng #1/2, 50% (a'b) \"q\" ! $ : ; , ? @ [ ] { } | \\ ^ ` < > é中😀\0";
    assertEquals(
        Optional.empty(), read(PercentEncoding.encode(text) + "=" + PercentEncoding.encode(text)));
    assertEquals(Map.of(text, text), pairs);
  }

  private void assertFault(Form.Kind kind, String name, String form) {
    pairs.clear();
    assertEquals(Optional.of(new Form.Fault(kind, name)), read(form), form);
    pairs.clear();
  }

  private Optional<Form.Fault> read(String form) {
    return Form.read(bytes(form), 100, pairs);
  }

  private static byte[] bytes(String form) {
    return form.getBytes(StandardCharsets.UTF_8);
  }
}
