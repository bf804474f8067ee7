package dev.domicile.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class XmlWriterTest {

  @Test
  void writesElementsAttributesAndText() {
    XmlWriter xml = new XmlWriter().declaration().start("a").attribute("b", "c");
    xml.element("d", "e").start("empty").end().end();
    assertEquals(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><a b=\"c\"><d>e</d><empty/></a>",
        xml.toString());
  }

  @Test
  void escapesMarkupInTextAndAttributes() {
    assertEquals(
        "<a b=\"&lt;&amp;&gt;&quot;'&#10;&#13;&#9;\">&lt;&amp;&gt;\"'\n&#13;\t]]&gt;</a>",
        new XmlWriter()
            .start("a")
            .attribute("b", "<&>\"'\n\r\t")
            .text("<&>\"'\n\r\t]]>")
            .end()
            .toString());
  }

  @Test
  void replacesWhatXmlCannotHold() {
    assertEquals(
        "<a>\ufffd\ufffd\ufffdb\ufffd</a>",
        new XmlWriter().element("a", "\0\u001f\ud83db\uffff").toString());
  }

  @Test
  void isReadBackByAParserWithEveryCharacterInPlace() throws Exception {
    StringBuilder every = new StringBuilder("\t\n\r");
    for (int c = 0x20; c < 0xD800; c++) {
      every.append((char) c);
    }
    every.append("😀");
    byte[] document =
        new XmlWriter()
            .declaration()
            .start("a")
            .attribute("b", every.toString())
            .text(every.toString())
            .end()
            .toBytes();
    Element read =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(document))
            .getDocumentElement();
    assertEquals(every.toString(), read.getTextContent());
    assertEquals(every.toString(), read.getAttribute("b"));
  }

  @Test
  void refusesToWriteABrokenDocument() {
    assertThrows(IllegalStateException.class, () -> new XmlWriter().start("a").toString());
    assertThrows(
        IllegalStateException.class,
        () -> new XmlWriter().start("a").text("b").attribute("c", "d"));
  }
}
