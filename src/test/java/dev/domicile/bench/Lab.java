package dev.domicile.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What every bench stands on.
 *
 * @param project the root of the working copy
 * @param folder for what the benches make; removed at the end
 * @param jfr where recordings of the service go; null for none
 */
record Lab(Path project, Path folder, Scale scale, @Nullable Path jfr, PrintStream progress) {

  void say(String line) {
    progress.println(line);
  }

  Path fresh(String name) throws IOException {
    return Files.createTempDirectory(folder, name + "-");
  }

  Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  /** Nothing listens there; what is started there next may, as long as nobody else is quicker. */
  static int closedPort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }

  static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
