package dev.domicile.registry.epp;

import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads the XML of one frame. A document type declaration is refused, so there are no entities to
 * expand and nothing to fetch. For one thread: the factory is reused, and is not promised to be
 * safe for many.
 */
final class XmlReader {

  /** EPP needs 12 at most; the limit keeps a hostile frame from costing more than its bytes. */
  private static final int DEEPEST = 64;

  private final XMLInputFactory factory = hardened();

  Element read(byte[] xml) throws NotEppException {
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(xml));
      try {
        return root(reader);
      } finally {
        reader.close();
      }
    } catch (XMLStreamException e) {
      // its message would quote the frame
      throw new NotEppException(
          "not XML"
              + (e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNumber()));
    }
  }

  private static Element root(XMLStreamReader reader) throws XMLStreamException, NotEppException {
    Deque<Element> open = new ArrayDeque<>();
    Element root = null;
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          Element element = element(reader);
          if (open.isEmpty()) {
            root = element;
          } else {
            open.getFirst().add(element);
          }
          open.push(element);
          if (open.size() > DEEPEST) {
            throw new NotEppException("elements are nested more than " + DEEPEST + " deep");
          }
        }
        case XMLStreamConstants.END_ELEMENT -> open.pop();
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
            text(open.peek(), reader);
        case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
            throw new NotEppException("a document type declaration or an entity is not taken");
        default -> {} // comments and processing instructions say nothing
      }
    }
    if (root == null) {
      throw new NotEppException("not XML");
    }
    return root;
  }

  private static void text(@Nullable Element element, XMLStreamReader reader) {
    if (element != null) {
      element.addText(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
    }
  }

  private static Element element(XMLStreamReader reader) {
    Element element = new Element(reader.getNamespaceURI(), reader.getLocalName());
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      element.attribute(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
    }
    return element;
  }

  private static XMLInputFactory hardened() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setXMLResolver(
        (publicId, systemId, base, name) -> {
          throw new XMLStreamException("nothing is fetched");
        });
    return factory;
  }
}
