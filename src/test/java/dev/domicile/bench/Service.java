package dev.domicile.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The product in a process of its own, started as a user starts it: by the launcher. */
final class Service implements AutoCloseable {

  private static final byte[] READY = HttpConnection.get("/readyz");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LOOK = Duration.ofMillis(2);

  private final Lab lab;
  private final Child child;
  private final Path log;
  private final @Nullable Path recording;
  private final double startMillis;

  private Service(Lab lab, Child child, Path log, @Nullable Path recording, double startMillis) {
    this.lab = lab;
    this.child = child;
    this.log = log;
    this.recording = recording;
    this.startMillis = startMillis;
  }

  static Service start(Lab lab, Site site, String name) throws IOException {
    return start(
        lab,
        site.config().getParent(),
        List.of("serve", "--config", site.config().toString()),
        site.admin(),
        name);
  }

  /**
   * @param folder in which it runs
   * @param admin the port at which it will tell that it is ready
   */
  static Service start(Lab lab, Path folder, List<String> arguments, int admin, String name)
      throws IOException {
    List<String> command = new java.util.ArrayList<>();
    command.add(lab.project().resolve("domicile").toString());
    command.addAll(arguments);
    Path log = folder.resolve("bench.log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("DOMICILE_JAVA_HOME", System.getProperty("java.home"));
    Path recording = lab.jfr() == null ? null : lab.jfr().resolve(name + ".jfr");
    if (recording != null) {
      builder.environment().put("DOMICILE_JAVA_OPTS", "-XX:StartFlightRecording=settings=profile");
    }
    long began = System.nanoTime();
    Child child = new Child(builder.start());
    try {
      awaitReady(child, admin, log);
    } catch (IOException e) {
      child.close();
      throw e;
    }
    return new Service(lab, child, log, recording, (System.nanoTime() - began) / 1e6);
  }

  /** From the start of the launcher to the first 200 of /readyz. */
  double startMillis() {
    return startMillis;
  }

  double residentMegabytes() throws IOException {
    return child.residentMegabytes();
  }

  double cpuSeconds() throws IOException {
    return child.cpuSeconds();
  }

  /** What its heap holds once all else has been collected, in megabytes (10^6 octets). */
  double liveMegabytes() throws IOException {
    Process jcmd =
        new ProcessBuilder(
                lab.java().resolveSibling("jcmd").toString(),
                Long.toString(child.pid()),
                "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    try (BufferedReader lines = jcmd.inputReader()) {
      return lines
              .lines()
              .filter(line -> line.startsWith("Total"))
              .mapToLong(line -> Long.parseLong(line.strip().split("\\s+")[2]))
              .findFirst()
              .orElseThrow(() -> new IOException("jcmd tells no total"))
          / 1e6;
    }
  }

  /** Lines of its log so far that match. */
  long linesLike(String pattern) throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      return lines.filter(line -> line.matches(pattern)).count();
    }
  }

  private static void awaitReady(Child child, int admin, Path log) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!isReady(admin)) {
      child.checkAlive(log);
      if (System.nanoTime() > end) {
        throw new IOException("not ready after " + PATIENCE + ":\n" + Files.readString(log));
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  private static boolean isReady(int admin) {
    try (HttpConnection connection = new HttpConnection(admin)) {
      return connection.exchange(READY).status() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    try {
      if (recording != null) {
        dump(recording);
      }
    } finally {
      child.close();
    }
  }

  /** Before the stop: the service halts its virtual machine without waiting for the recorder. */
  private void dump(Path file) throws IOException {
    Process jcmd =
        new ProcessBuilder(
                lab.java().resolveSibling("jcmd").toString(),
                Long.toString(child.pid()),
                "JFR.dump",
                "filename=" + file.toAbsolutePath())
            .redirectErrorStream(true)
            .redirectOutput(log.resolveSibling("jcmd.log").toFile())
            .start();
    try {
      jcmd.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    lab.say("recording: " + file);
  }
}
