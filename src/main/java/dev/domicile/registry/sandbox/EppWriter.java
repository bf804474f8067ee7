package dev.domicile.registry.sandbox;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.function.Consumer;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * Writes EPP documents as whole frames (RFC 5734 section 4). The buffer is used again for each one,
 * so it belongs to one session.
 */
final class EppWriter {

  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
  private static final int HEADER = 4;

  private final XMLOutputFactory factory = XMLOutputFactory.newDefaultFactory();
  private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(2048);
  private @Nullable XMLStreamWriter out;

  /** The four length bytes and the document, whose epp element the caller fills. */
  byte[] frame(Consumer<EppWriter> content) {
    buffer.reset();
    buffer.writeBytes(new byte[HEADER]);
    try {
      XMLStreamWriter writer = factory.createXMLStreamWriter(buffer, "UTF-8");
      out = writer;
      writer.writeStartDocument("UTF-8", "1.0");
      start("epp").attribute("xmlns", Element.EPP);
      content.accept(this);
      end();
      writer.writeEndDocument();
      writer.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    byte[] frame = buffer.toByteArray();
    ByteBuffer.wrap(frame).putInt(frame.length);
    return frame;
  }

  /** Opens an element; its name carries its prefix. */
  EppWriter start(String name) {
    return write(writer -> writer.writeStartElement(name));
  }

  EppWriter attribute(String name, String value) {
    return write(writer -> writer.writeAttribute(name, value));
  }

  EppWriter text(String text) {
    return write(writer -> writer.writeCharacters(text));
  }

  EppWriter end() {
    return write(XMLStreamWriter::writeEndElement);
  }

  EppWriter empty(String name) {
    return write(writer -> writer.writeEmptyElement(name));
  }

  EppWriter leaf(String name, String text) {
    return start(name).text(text).end();
  }

  /** Leaves the element out where there is nothing to say. */
  EppWriter maybe(String name, @Nullable String text) {
    return text == null ? this : leaf(name, text);
  }

  EppWriter time(String name, @Nullable Instant time) {
    return time == null ? this : leaf(name, TIME.format(time));
  }

  private EppWriter write(Step step) {
    try {
      if (out == null) {
        throw new IllegalStateException("outside a frame");
      }
      step.write(out);
      return this;
    } catch (XMLStreamException e) {
      // The target is memory, so this is a mistake in the order of calls.
      throw new IllegalStateException(e);
    }
  }

  private interface Step {
    void write(XMLStreamWriter writer) throws XMLStreamException;
  }
}
