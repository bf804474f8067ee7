package dev.domicile.journey;

import java.io.ByteArrayInputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An answer as it came over the wire; read alike from both formats. */
record Reply(int status, String contentType, byte[] body) {

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  boolean isJson() {
    return contentType.equals("application/json;charset=utf-8");
  }

  /** For people to read. */
  String indented() {
    if (isJson()) {
      return json().toPrettyString();
    }
    try {
      Transformer transformer = TransformerFactory.newInstance().newTransformer();
      transformer.setOutputProperty(OutputKeys.INDENT, "yes");
      transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
      StringWriter text = new StringWriter();
      transformer.transform(new DOMSource(xml()), new StreamResult(text));
      return text.toString().strip();
    } catch (TransformerException e) {
      throw new AssertionError(e);
    }
  }

  /** A field at the top; empty where it is not there. */
  String field(String name) {
    return fields().getOrDefault(name, "");
  }

  /** What stands at the top, in its order. */
  Map<String, String> fields() {
    return isJson() ? fields(json()) : fields(xml());
  }

  /** The rows of Data.TaskDetail. */
  List<Map<String, String>> rows() {
    return rows("Data", "TaskDetail");
  }

  /**
   * @param outer the field that holds the list
   * @param inner the list's own name
   */
  List<Map<String, String>> rows(String outer, String inner) {
    List<Map<String, String>> rows = new ArrayList<>();
    if (isJson()) {
      json().get(outer).get(inner).forEach(row -> rows.add(fields(row)));
      return rows;
    }
    for (Element data : children(xml())) {
      if (data.getTagName().equals(outer)) {
        children(data).forEach(row -> rows.add(fields(row)));
      }
    }
    return rows;
  }

  /** The name of the XML document's element. */
  String root() {
    return xml().getTagName();
  }

  private JsonNode json() {
    return new JsonMapper().readTree(body);
  }

  private Element xml() {
    if (!contentType.equals("text/xml;charset=utf-8")) {
      throw new AssertionError("neither JSON nor XML: " + contentType + " " + text());
    }
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new ByteArrayInputStream(body))
          .getDocumentElement();
    } catch (Exception notXml) {
      throw new AssertionError("not XML: " + text(), notXml);
    }
  }

  private static Map<String, String> fields(JsonNode object) {
    Map<String, String> fields = new LinkedHashMap<>();
    object
        .properties()
        .forEach(
            field ->
                fields.put(
                    field.getKey(),
                    field.getValue().isValueNode() ? field.getValue().asString() : ""));
    return fields;
  }

  private static Map<String, String> fields(Element element) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (Element child : children(element)) {
      fields.put(child.getTagName(), children(child).isEmpty() ? child.getTextContent() : "");
    }
    return fields;
  }

  private static List<Element> children(Element element) {
    List<Element> children = new ArrayList<>();
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element child) {
        children.add(child);
      }
    }
    return children;
  }
}
