package dev.domicile.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads error answers back, whichever format they are in. */
final class Errors {

  private Errors() {}

  static void assertError(HttpResponse response, int status, String code, String message) {
    assertEquals(code, field(response, "Code"), response::text);
    assertEquals(message, field(response, "Message"));
    assertEquals(status, response.status());
    assertEquals(List.of("RequestId", "HostId", "Code", "Message"), names(response));
  }

  static String field(HttpResponse response, String name) {
    return field(response.contentType(), response.body(), name);
  }

  static String field(String contentType, byte[] body, String name) {
    if (contentType.equals("application/json;charset=utf-8")) {
      JsonNode value = new JsonMapper().readTree(body).get(name);
      return value == null ? "" : value.asString();
    }
    assertEquals("text/xml;charset=utf-8", contentType);
    NodeList found = xml(body).getElementsByTagName(name);
    assertTrue(found.getLength() <= 1, "more than one " + name);
    return found.getLength() == 0 ? "" : found.item(0).getTextContent();
  }

  private static List<String> names(HttpResponse response) {
    List<String> names = new ArrayList<>();
    if (response.contentType().contains("json")) {
      new JsonMapper().readTree(response.body()).properties().forEach(f -> names.add(f.getKey()));
      return names;
    }
    Element root = xml(response.body());
    assertEquals("Error", root.getTagName());
    for (int i = 0; i < root.getChildNodes().getLength(); i++) {
      names.add(root.getChildNodes().item(i).getNodeName());
    }
    return names;
  }

  private static Element xml(byte[] body) {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new ByteArrayInputStream(body))
          .getDocumentElement();
    } catch (Exception notXml) {
      throw new AssertionError("not XML", notXml);
    }
  }
}
