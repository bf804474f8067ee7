package dev.domicile.registry.sandbox;

import java.time.InstantSource;

/** RFC 5730 section 2.4: what the registry offers and what it does with data. */
final class Greeting {

  private static final String SERVER = "Domicile Sandbox Registry";

  private final InstantSource clock;

  Greeting(InstantSource clock) {
    this.clock = clock;
  }

  void write(EppWriter out) {
    out.start("greeting").leaf("svID", SERVER).time("svDate", clock.instant());
    out.start("svcMenu").leaf("version", "1.0").leaf("lang", "en");
    Login.OBJECTS.forEach(uri -> out.leaf("objURI", uri));
    out.end();
    out.start("dcp");
    out.start("access").empty("all").end();
    out.start("statement");
    out.start("purpose").empty("admin").empty("prov").end();
    out.start("recipient").empty("ours").end();
    out.start("retention").empty("stated").end();
    out.end().end().end();
  }
}
