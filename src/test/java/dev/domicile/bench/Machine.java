package dev.domicile.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the figures were measured on, without a name that would tell whose it is. */
final class Machine {

  private Machine() {}

  static String text() throws IOException {
    return Runtime.getRuntime().availableProcessors()
        + " cores ("
        + first(Path.of("/proc/cpuinfo"), "model name")
        + "), "
        + Math.round(
            Long.parseLong(first(Path.of("/proc/meminfo"), "MemTotal").split(" ")[0]) / 1e6)
        + " GB, "
        + System.getProperty("os.name")
        + " "
        + System.getProperty("os.version").split("-")[0]
        + ", JDK "
        + System.getProperty("java.vm.version");
  }

  private static String first(Path file, String key) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("unknown");
  }
}
