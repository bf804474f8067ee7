package dev.domicile.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A process that a bench started, and what the kernel says of it. */
final class Child implements AutoCloseable {

  /** USER_HZ: the unit of times in /proc, the same on every Linux of this age. */
  private static final double TICKS_PER_SECOND = 100;

  private static final int STOP_SECONDS = 40;

  private final Process process;

  Child(Process process) {
    this.process = process;
  }

  long pid() {
    return process.pid();
  }

  void checkAlive(Path log) throws IOException {
    if (!process.isAlive()) {
      throw new IOException("it ended with " + process.exitValue() + ":\n" + Files.readString(log));
    }
  }

  /** In megabytes (10^6 octets). */
  double residentMegabytes() throws IOException {
    return Files.readAllLines(proc("status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024 / 1e6)
        .findFirst()
        .orElseThrow(() -> new IOException("no VmRSS for " + process.pid()));
  }

  /** Of all its threads since its start, user and system. */
  double cpuSeconds() throws IOException {
    String stat = Files.readString(proc("stat"));
    // the name before it may hold spaces
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
  }

  /** By SIGTERM, and by SIGKILL when that takes too long. */
  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        throw new IOException("process " + process.pid() + " did not stop on SIGTERM");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private Path proc(String file) {
    return Path.of("/proc", Long.toString(process.pid()), file);
  }
}
