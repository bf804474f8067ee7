package dev.domicile.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** A sandbox registry in a process of its own. */
final class RegistryProcess implements AutoCloseable {

  private final Child child;
  private final OutputStream questions;
  private final BufferedReader answers;
  private final Access access;
  private final int sessions;

  /** How it is reached: on loopback, over TLS for the name localhost. */
  record Access(int port, Path ca, Path certificate, Path key, String id, Path password) {}

  private RegistryProcess(Process process, Path folder, int sessions) throws IOException {
    child = new Child(process);
    questions = process.getOutputStream();
    answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    access = access(folder);
    this.sessions = sessions;
  }

  /** Without latency. */
  static RegistryProcess start(Lab lab, Path folder, int domains, int sessions) throws IOException {
    return start(lab, folder, domains, sessions, Duration.ZERO);
  }

  /**
   * @param domains of the sample, that it holds
   * @param sessions that a service may open to it
   * @param latency by which each answer is held back
   */
  static RegistryProcess start(Lab lab, Path folder, int domains, int sessions, Duration latency)
      throws IOException {
    Process process =
        new ProcessBuilder(
                lab.java().toString(),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                RegistryMain.class.getName(),
                folder.resolve("registry").toString(),
                Integer.toString(domains),
                Long.toString(latency.toMillis()))
            .redirectError(folder.resolve("registry.log").toFile())
            .start();
    return new RegistryProcess(process, folder, sessions);
  }

  private Access access(Path folder) throws IOException {
    return new Access(
        Integer.parseInt(told()),
        Path.of(told()),
        Path.of(told()),
        Path.of(told()),
        told(),
        Files.writeString(folder.resolve("registry.password"), told()));
  }

  Access access() {
    return access;
  }

  /** As an item of the configuration's registries. */
  String configuration() {
    return """
      - name: sandbox
        tlds: [com, net, org, test, example]
        host: 127.0.0.1
        port: %d
        tls: {ca: "%s", certificate: "%s", key: "%s", hostname: localhost}
        login: {id: %s, password: "file:%s"}
        sessions: %d
    """
        .formatted(
            access.port(),
            access.ca(),
            access.certificate(),
            access.key(),
            access.id(),
            access.password(),
            sessions);
  }

  /**
   * @param window commands sent on a session before the first is answered
   */
  String configuration(int window) {
    return configuration() + "    pipeline: " + window + "\n";
  }

  double cpuSeconds() throws IOException {
    return child.cpuSeconds();
  }

  /** Commands received since the start, by kind. */
  Map<String, Long> commands() throws IOException {
    questions.write('\n');
    questions.flush();
    Map<String, Long> counts = new TreeMap<>();
    String line = told();
    if (!line.isEmpty()) {
      for (String pair : line.split(" ")) {
        String[] parts = pair.split("=");
        counts.put(parts[0], Long.parseLong(parts[1]));
      }
    }
    return counts;
  }

  private String told() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new IOException("the sandbox registry ended");
    }
    return line;
  }

  @Override
  public void close() throws IOException {
    child.close();
  }
}
