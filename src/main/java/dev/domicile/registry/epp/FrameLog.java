package dev.domicile.registry.epp;

import dev.domicile.wire.XmlWriter;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the frames of one registry to the log, with only what is listed here: whatever a registry
 * may send that nobody has thought of is masked. Messages and reasons are masked too, since servers
 * quote in them what they were sent.
 */
final class FrameLog {

  private static final Logger LOG = LoggerFactory.getLogger(FrameLog.class);

  private static final String MASK = "***";

  /** Longer frames are cut: they are lists, and a line of a log must stay one that can be read. */
  private static final int LONGEST = 4_000;

  /** By namespace, elements whose text names no person and is no secret. */
  private static final Map<String, Set<String>> SHOWN =
      Map.of(
          Ns.EPP,
          Set.of(
              "clID", "clTRID", "extURI", "lang", "objURI", "qDate", "svDate", "svID", "svTRID",
              "version"),
          Ns.DOMAIN,
          Set.of(
              "clID",
              "clTRID",
              "contact",
              "crDate",
              "crID",
              "exDate",
              "name",
              "paDate",
              "registrant",
              "roid",
              "svTRID",
              "trDate",
              "upDate",
              "upID"),
          Ns.CONTACT,
          Set.of(
              "clID", "clTRID", "crDate", "crID", "id", "paDate", "roid", "svTRID", "trDate",
              "upDate", "upID"));

  private static final Set<String> SHOWN_ATTRIBUTES =
      Set.of("code", "count", "flag", "hosts", "id", "op", "paResult", "s", "type");

  private final boolean on;
  private final String address;
  private final XmlReader reader = new XmlReader();

  FrameLog(EppSettings settings) {
    on = settings.logFrames();
    address = settings.address();
  }

  void sent(byte[] xml) {
    if (on) {
      LOG.info("{} < {}", address, shown(xml));
    }
  }

  void received(byte[] xml) {
    if (on) {
      LOG.info("{} > {}", address, shown(xml));
    }
  }

  /** One line: the frame with every text that is not listed masked. */
  synchronized String shown(byte[] xml) {
    try {
      XmlWriter out = new XmlWriter();
      write(out, reader.read(xml));
      String line = out.toString();
      return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    } catch (NotEppException e) {
      return xml.length + " bytes that are not EPP: " + e.getMessage();
    }
  }

  private static void write(XmlWriter out, Element element) {
    out.start(name(element));
    element
        .attributes()
        .forEach(
            (name, value) ->
                out.attribute(
                    isPlain(name) ? name : "other",
                    SHOWN_ATTRIBUTES.contains(name) && isPlain(value) ? value : MASK));
    element.children().forEach(child -> write(out, child));
    String text = element.text();
    if (!text.isEmpty()) {
      out.text(isShown(element) ? line(text) : MASK);
    }
    out.end();
  }

  private static boolean isShown(Element element) {
    return SHOWN.getOrDefault(element.namespace(), Set.of()).contains(element.name());
  }

  /** The names of elements and attributes are the sender's text too. */
  private static String name(Element element) {
    return isPlain(element.name()) ? element.name() : "other";
  }

  private static boolean isPlain(String text) {
    return text.matches("[A-Za-z0-9_.-]{1,64}");
  }

  private static String line(String text) {
    return text.replaceAll("\\p{Cntrl}|\\p{Cf}", " ");
  }
}
