package dev.domicile.registry.epp;

import dev.domicile.wire.XmlWriter;

/** RFC 5730 section 2.3: asks for a greeting, which shows that the session lives. */
final class Hello {

  private Hello() {}

  static byte[] frame() {
    XmlWriter xml = new XmlWriter().declaration();
    return xml.start("epp").attribute("xmlns", Ns.EPP).start("hello").end().end().toBytes();
  }
}
