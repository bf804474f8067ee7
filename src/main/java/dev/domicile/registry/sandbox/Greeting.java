package dev.domicile.registry.sandbox;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** RFC 5730 section 2.4: what the registry offers and what it does with data. */
final class Greeting {

  private static final String SERVER = "Domicile Sandbox Registry";
  private static final Duration AHEAD = Duration.ofHours(1);

  private final InstantSource clock;
  private final List<String> objects;
  private final List<String> extensions;

  Greeting(InstantSource clock, List<String> objects, List<String> extensions) {
    this.clock = clock;
    this.objects = objects;
    this.extensions = extensions;
  }

  void write(EppWriter out) {
    write(out, "1.0", objects, Duration.ZERO);
  }

  /** How a connection is greeted, which may be in for a surprise. */
  void write(EppWriter out, Doorway doorway) {
    boolean bare = doorway.meets(Fault.Entry.GREETING_WITHOUT_CONTACTS);
    boolean strange = doorway.meets(Fault.Entry.GREETING_OF_VERSION_2);
    boolean ahead = doorway.meets(Fault.Entry.GREETING_AHEAD);
    write(
        out,
        strange ? "2.0" : "1.0",
        bare ? List.of(Element.DOMAIN) : objects,
        ahead ? AHEAD : Duration.ZERO);
  }

  private void write(EppWriter out, String version, List<String> offered, Duration ahead) {
    out.start("greeting").leaf("svID", SERVER).time("svDate", clock.instant().plus(ahead));
    out.start("svcMenu").leaf("version", version).leaf("lang", "en");
    offered.forEach(uri -> out.leaf("objURI", uri));
    if (!extensions.isEmpty()) {
      out.start("svcExtension");
      extensions.forEach(uri -> out.leaf("extURI", uri));
      out.end();
    }
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
