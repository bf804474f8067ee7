package dev.domicile.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What makes a start impossible is said in one line, and the exit code is 1. */
class StartRefusedTest {

  /** A registry is not connected before the first command: this one need not be there. */
  private static final String YAML =
      """
      listen: 127.0.0.1:%d
      admin: 127.0.0.1:%d
      database: sqlite:%s/domicile.db
      registries:
        - {name: lab, tlds: [test], host: 127.0.0.1, port: 1, plain: true, login: {id: lab-id, password: lab-password}}
      """;

  @TempDir Path folder;

  @Test
  void aSecondServiceOnTheSameDatabaseIsRefused() throws Exception {
    Installation installation = install("one");
    try (Program first = installation.serve()) {
      first.awaitReady();
      assertRefused(installation, "domicile.db is in use by another domicile serve");
      first.kill();
    }
    try (Program next = installation.serve()) {
      next.awaitReady();
    }
  }

  @Test
  void aPortInUseIsRefused() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      assertRefused(
          new Installation(folder.resolve("api"), yaml(port, 0, "data"), 0), "listen", "" + port);
      assertRefused(
          new Installation(folder.resolve("admin"), yaml(0, port, "data"), 0), "admin", "" + port);
    }
  }

  @Test
  void aDataFolderThatCannotBeOneIsRefused() throws Exception {
    Installation installation = install("one");
    Files.writeString(folder.resolve("one/taken"), "a file");
    Files.writeString(installation.file, yaml(0, 0, "taken"));
    assertRefused(installation, "data folder", "taken");
  }

  @Test
  void aDatabaseOfANewerVersionIsRefused() throws Exception {
    Installation installation = install("one");
    installation.alter("INSERT INTO schema_version (version) VALUES (9999)");
    assertRefused(installation, "domicile.db", "9999", "newer");
  }

  @Test
  void aMasterKeyThatIsNotTheDatabasesIsRefused() throws Exception {
    Installation installation = install("one");
    install("other");
    Path key = folder.resolve("one/data/master.key");
    Files.copy(folder.resolve("other/data/master.key"), key, StandardCopyOption.REPLACE_EXISTING);
    assertRefused(installation, "master.key", "is not the one");
    Files.delete(key);
    assertRefused(installation, "master.key", "is not there");
  }

  private Installation install(String name) throws IOException {
    return new Installation(folder.resolve(name), yaml(0, 0, "data"), 0);
  }

  private static String yaml(int port, int admin, String data) {
    return YAML.formatted(port, admin, data);
  }

  private static void assertRefused(Installation installation, String... words) {
    try (Program program = installation.serve()) {
      assertEquals(1, program.awaitEnd());
      List<String> lines = program.errLines();
      assertEquals(1, lines.size(), String.join("\n", lines));
      for (String word : words) {
        assertTrue(lines.getFirst().contains(word), lines.getFirst());
      }
    }
  }
}
