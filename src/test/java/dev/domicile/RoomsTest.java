package dev.domicile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;

/** The walls of the house: a room imports only rooms to its right. */
class RoomsTest {

  static final List<String> ROOMS =
      List.of(
          "cli",
          "app",
          "console",
          "change",
          "portfolio",
          "contact",
          "events",
          "api",
          "registry",
          "task",
          "account",
          "audit",
          "seal",
          "store",
          "ops",
          "wire");

  /** Edges that the order alone would allow. */
  private static final List<String> FORBIDDEN =
      List.of(
          "registry -> task",
          "registry -> account",
          "registry -> store",
          "api -> registry",
          "api -> task",
          "change -> registry.epp",
          "change -> registry.sandbox",
          "portfolio -> registry.epp",
          "contact -> registry.epp",
          "registry.sandbox -> registry",
          "registry.sandbox -> registry.epp",
          "registry.sandbox -> wire",
          "registry.epp -> registry.sandbox",
          "registry -> registry.epp",
          "registry -> registry.sandbox");

  @Test
  void aRoomImportsOnlyRoomsToItsRight() {
    List<String> wrong = new ArrayList<>();
    int seen = 0;
    for (Edge edge : edges()) {
      seen++;
      int from = ROOMS.indexOf(edge.fromRoom());
      int to = ROOMS.indexOf(edge.toRoom());
      assertTrue(from >= 0 && to >= 0, "a package outside the rooms: " + edge);
      if (from > to || FORBIDDEN.contains(edge.from + " -> " + edge.to)) {
        wrong.add(edge.toString());
      }
    }
    assertTrue(seen > 0, "jdeps printed no edges");
    assertEquals(List.of(), wrong, "imports that go the wrong way");
  }

  private static List<Edge> edges() {
    StringWriter out = new StringWriter();
    ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
    String classes = System.getProperty("domicile.classes", "target/classes");
    int exit =
        jdeps.run(
            new PrintWriter(out),
            new PrintWriter(out),
            "-verbose:package",
            "--ignore-missing-deps",
            "--multi-release",
            "25",
            classes);
    assertEquals(0, exit, out.toString());
    List<Edge> edges = new ArrayList<>();
    for (String line : out.toString().lines().toList()) {
      String[] words = line.strip().split("\\s+");
      if (words.length > 2 && words[1].equals("->") && ours(words[0]) && ours(words[2])) {
        edges.add(new Edge(inner(words[0]), inner(words[2])));
      }
    }
    return edges;
  }

  private static boolean ours(String name) {
    return name.startsWith("dev.domicile.");
  }

  private static String inner(String name) {
    return name.substring("dev.domicile.".length());
  }

  record Edge(String from, String to) {
    String fromRoom() {
      return from.split("\\.")[0];
    }

    String toRoom() {
      return to.split("\\.")[0];
    }
  }
}
