package dev.domicile.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PercentEncodingTest {

  @Test
  void encodesTheVectorOfTheSdks() {
    assertEquals("%20~%2F%2A-%2B", PercentEncoding.encode(" ~/*-+"));
  }

  @Test
  void leavesOnlyUnreservedCharactersAsTheyAre() {
    String unreserved = "ABCXYZabcxyz0189-_.~";
    assertEquals(unreserved, PercentEncoding.encode(unreserved));
    assertEquals("%27%28%29%21%26%3D%25%00%7F", PercentEncoding.encode("'()!&=%\0\u007f"));
  }

  @Test
  void encodesEachLengthOfUtf8() {
    assertEquals("%C3%A9%E4%B8%AD%F0%9F%98%80", PercentEncoding.encode("é中😀"));
  }

  @Test
  void agreesWithUtf8ForEveryCodePoint() {
    for (int c = 0x80; c <= Character.MAX_CODE_POINT; c += 97) {
      if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
        StringBuilder expected = new StringBuilder();
        for (byte octet : Character.toString(c).getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
          expected.append(String.format("%%%02X", octet));
        }
        assertEquals(expected.toString(), PercentEncoding.encode(Character.toString(c)));
      }
    }
  }

  @Test
  void replacesHalfASurrogatePair() {
    assertEquals("a%EF%BF%BDb", PercentEncoding.encode("a\ud83db"));
    assertEquals("%EF%BF%BD", PercentEncoding.encode("\ude00"));
  }
}
