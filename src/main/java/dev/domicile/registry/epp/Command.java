package dev.domicile.registry.epp;

import dev.domicile.wire.XmlWriter;
import java.util.List;

/**
 * One EPP command: how it is written and how its answer is read.
 *
 * @param <T> what a success tells
 */
interface Command<T> {

  /** As in {@code domain:info}; for metrics and messages. */
  String name();

  /** Writes the element inside {@code <command>}, and an extension after it if there is one. */
  void write(XmlWriter xml);

  /** Whether this code is its success; 1001 is not. */
  default boolean isDoneBy(int code) {
    return code == 1000;
  }

  /** Reads the answer of a success. */
  T read(Response response) throws NotEppException;

  /** What it carries that must not come back in a message. */
  default List<String> confidential() {
    return List.of();
  }

  /** What to tell people beside the registry's own words when it refuses; empty for nothing. */
  default String advice(int code) {
    return "";
  }

  /** The XML instance, without the length before it. */
  default byte[] frame(String clTrid) {
    XmlWriter xml = new XmlWriter().declaration();
    xml.start("epp").attribute("xmlns", Ns.EPP).start("command");
    write(xml);
    return xml.element("clTRID", clTrid).end().end().toBytes();
  }
}
