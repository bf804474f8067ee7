package dev.domicile.registry.sandbox;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;

/** The XML Schemas of the RFCs, which lie beside the project; without them nothing is checked. */
final class Schemas {

  private static final Path FOLDER = shared().resolve("xsd");
  private static final Schema SCHEMA = load();

  private Schemas() {}

  static boolean arePresent() {
    return SCHEMA != null;
  }

  static void check(byte[] document) {
    if (SCHEMA == null) {
      return;
    }
    try {
      SCHEMA.newValidator().validate(new StreamSource(new ByteArrayInputStream(document)));
    } catch (Exception e) {
      throw new AssertionError(
          e.getMessage() + "\n" + new String(document, StandardCharsets.UTF_8), e);
    }
  }

  static Path folder() {
    return FOLDER;
  }

  private static Path shared() {
    String set =
        System.getProperty(
            "domicile.shared", System.getenv().getOrDefault("DOMICILE_SHARED", "../shared"));
    return Path.of(set);
  }

  private static Schema load() {
    if (!Files.isDirectory(FOLDER)) {
      System.out.println("frames are not validated: no schemas in " + FOLDER.toAbsolutePath());
      return null;
    }
    try {
      return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
          .newSchema(
              Stream.of("eppcom-1.0", "epp-1.0", "host-1.0", "domain-1.0", "contact-1.0")
                  .map(name -> new StreamSource(FOLDER.resolve(name + ".xsd").toFile()))
                  .toArray(Source[]::new));
    } catch (org.xml.sax.SAXException e) {
      throw new IllegalStateException(e);
    }
  }
}
