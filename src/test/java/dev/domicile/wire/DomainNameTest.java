package dev.domicile.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DomainNameTest {

  @Test
  void bringsAllSpellingsOfANameToOneForm() {
    for (String spelling :
        List.of("example.com", "EXAMPLE.com", "Example.COM.", " example.com ", "ｅｘａｍｐｌｅ.com")) {
      assertEquals(Optional.of(new DomainName("example.com")), DomainName.parse(spelling));
    }
    for (String spelling :
        List.of("域名.中国", "域名。中国", "域名.中国.", "xn--eqrt2g.xn--fiqs8s", "XN--EQRT2G.中国")) {
      assertEquals("xn--eqrt2g.xn--fiqs8s", DomainName.parse(spelling).orElseThrow().ascii());
    }
    assertEquals("xn--bcher-kva.de", DomainName.parse("BÜCHER.de").orElseThrow().ascii());
    assertEquals("xn--strae-oqa.de", DomainName.parse("straße.de").orElseThrow().ascii());
  }

  @Test
  void showsPeopleTheUnicodeForm() {
    assertEquals("域名.中国", new DomainName("xn--eqrt2g.xn--fiqs8s").unicode());
    assertEquals("example.com", new DomainName("example.com").unicode());
    assertEquals("a.xn--a", new DomainName("a.xn--a").unicode());
  }

  @Test
  void takesNamesUpToTheLimitsOfTheDns() {
    String label = "a".repeat(63);
    assertTrue(DomainName.parse(label + ".com").isPresent());
    assertTrue(DomainName.parse(label + "a.com").isEmpty());
    String longest =
        Stream.of(label, label, label, "a".repeat(61)).reduce((a, b) -> a + "." + b).orElseThrow();
    assertEquals(253, longest.length());
    assertTrue(DomainName.parse(longest).isPresent());
    assertTrue(DomainName.parse("a" + longest).isEmpty());
    assertTrue(DomainName.parse("1.2").isPresent());
    assertTrue(DomainName.parse("r3---sn.com").isPresent());
  }

  @Test
  void refusesWhatIsNoDomainName() {
    for (String text :
        List.of(
            "",
            " ",
            ".",
            "com",
            "com.",
            "a..b",
            ".a.b",
            "a.b..",
            "-a.com",
            "a-.com",
            "a_b.com",
            "a b.com",
            "a,b.com",
            "http://a.com",
            "a.com/",
            "*.a.com",
            "a.com:80",
            "xn--a.com",
            "xn--.com",
            "\0.com",
            "a\u200b\u202e.com",
            "💩".repeat(200) + ".com")) {
      assertEquals(Optional.empty(), DomainName.parse(text), text);
    }
  }

  @Test
  void sortsByTheAsciiForm() {
    List<DomainName> sorted =
        Stream.of("b.com", "a.com", "域.com")
            .map(n -> DomainName.parse(n).orElseThrow())
            .sorted()
            .toList();
    assertEquals(
        "[a.com, b.com, xn--efvz5h.com]"
            .replace("xn--efvz5h", sorted.get(2).ascii().split("\\.")[0]),
        sorted.toString());
    assertTrue(sorted.get(2).ascii().startsWith("xn--"));
  }
}
