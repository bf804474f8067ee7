package dev.domicile.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class JsonWriterTest {

  @Test
  void writesObjectsArraysAndPlainValues() {
    JsonWriter json = new JsonWriter().startObject();
    json.name("a").text("x").name("n").number(-7).name("b").bool(true);
    json.name("rows").startArray().number(1).startObject().end().startArray().end().end();
    json.name("empty").startObject().end().name("last").text("");
    assertEquals(
        "{\"a\":\"x\",\"n\":-7,\"b\":true,\"rows\":[1,{},[]],\"empty\":{},\"last\":\"\"}",
        json.end().toString());
  }

  @Test
  void keepsEverythingBeyondAsciiRaw() {
    assertEquals("[\"中文é😀\u2028\"]", written("中文é😀\u2028"));
  }

  @Test
  void escapesWhatJsonDemands() {
    assertEquals("[\"\\\"\\\\/\\n\\r\\t\\u0000\\u001f\"]", written("\"\\/\n\r\t\0\u001f"));
  }

  @Test
  void replacesHalfASurrogatePair() {
    assertEquals("[\"a\ufffdb\ufffd\"]", written("a\ud83db\ude00"));
  }

  @Test
  void isReadBackByAnotherParser() {
    StringBuilder every = new StringBuilder();
    for (int c = 0; c < 0x3000; c++) {
      every.append((char) c);
    }
    every.append("😀");
    String read = new JsonMapper().readTree(written(every.toString())).get(0).asString();
    assertEquals(every.toString(), read);
  }

  @Test
  void refusesToWriteWhatIsNoJson() {
    assertThrows(IllegalStateException.class, () -> new JsonWriter().name("a"));
    assertThrows(IllegalStateException.class, () -> new JsonWriter().startArray().name("a"));
    assertThrows(IllegalStateException.class, () -> new JsonWriter().startObject().number(1));
    assertThrows(
        IllegalStateException.class, () -> new JsonWriter().startObject().name("a").name("b"));
    assertThrows(IllegalStateException.class, () -> new JsonWriter().startObject().toString());
    assertThrows(IllegalStateException.class, () -> new JsonWriter().number(1).number(2));
  }

  private static String written(String text) {
    return new JsonWriter().startArray().text(text).end().toString();
  }
}
