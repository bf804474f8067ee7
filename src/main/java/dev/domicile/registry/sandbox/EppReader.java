package dev.domicile.registry.sandbox;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads one XML instance. A document type, an entity of its own, XML 1.1 (whose characters XML 1.0
 * could not carry back), a processing instruction, text beside elements and nesting deeper than
 * {@value #DEPTH} are not EPP. One per session: the JDK's factories are not for several threads.
 */
final class EppReader {

  /** The deepest element of the schemas lies at 7. */
  private static final int DEPTH = 16;

  private final XMLInputFactory factory;

  EppReader() {
    factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    factory.setXMLResolver(
        (publicId, systemId, base, namespace) -> {
          throw new XMLStreamException("no entities");
        });
  }

  /** The root element, or null if these bytes are not a document that EPP allows. */
  @Nullable Element read(byte[] document) {
    try {
      XMLStreamReader in = factory.createXMLStreamReader(new ByteArrayInputStream(document));
      try {
        return root(in);
      } finally {
        in.close();
      }
    } catch (XMLStreamException | RuntimeException notXml) {
      // The JDK's reader also throws unchecked exceptions for some broken encodings.
      return null;
    }
  }

  private static @Nullable Element root(XMLStreamReader in) throws XMLStreamException {
    if (in.getVersion() != null && !in.getVersion().equals("1.0")) {
      return null;
    }
    Element root = null;
    while (in.hasNext()) {
      switch (in.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          root = element(in, 1);
          if (root == null) {
            return null;
          }
        }
        case XMLStreamConstants.COMMENT,
            XMLStreamConstants.SPACE,
            XMLStreamConstants.CHARACTERS,
            XMLStreamConstants.END_DOCUMENT -> {}
        default -> {
          return null;
        }
      }
    }
    return root;
  }

  private static @Nullable Element element(XMLStreamReader in, int depth)
      throws XMLStreamException {
    if (depth > DEPTH) {
      return null;
    }
    String namespace = in.getNamespaceURI();
    String name = in.getLocalName();
    Map<String, String> attributes = attributes(in);
    List<Element> children = List.of();
    String text = "";
    while (true) {
      switch (in.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          Element child = element(in, depth + 1);
          if (child == null) {
            return null;
          }
          if (children.isEmpty()) {
            children = new ArrayList<>(4);
          }
          children.add(child);
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
            text = text.isEmpty() ? in.getText() : text + in.getText();
        case XMLStreamConstants.COMMENT -> {}
        case XMLStreamConstants.END_ELEMENT -> {
          if (!children.isEmpty() && !text.isBlank()) {
            return null;
          }
          return new Element(namespace == null ? "" : namespace, name, attributes, children, text);
        }
        default -> {
          return null;
        }
      }
    }
  }

  private static Map<String, String> attributes(XMLStreamReader in) {
    int count = in.getAttributeCount();
    if (count == 0) {
      return Map.of();
    }
    Map<String, String> attributes = HashMap.newHashMap(count);
    for (int i = 0; i < count; i++) {
      String namespace = in.getAttributeNamespace(i);
      if (namespace == null || namespace.isEmpty()) {
        attributes.put(in.getAttributeLocalName(i), in.getAttributeValue(i));
      }
    }
    return attributes;
  }
}
