package dev.domicile.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** A sandbox registry without latency, in a process of its own. */
final class RegistryProcess implements AutoCloseable {

  private final Child child;
  private final OutputStream questions;
  private final BufferedReader answers;
  private final String configuration;

  private RegistryProcess(Process process, Path folder, int sessions) throws IOException {
    child = new Child(process);
    questions = process.getOutputStream();
    answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    configuration = configuration(folder, sessions);
  }

  /**
   * @param domains of the sample, that it holds
   * @param sessions that a service may open to it
   */
  static RegistryProcess start(Lab lab, Path folder, int domains, int sessions) throws IOException {
    Process process =
        new ProcessBuilder(
                lab.java().toString(),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                RegistryMain.class.getName(),
                folder.resolve("registry").toString(),
                Integer.toString(domains))
            .redirectError(folder.resolve("registry.log").toFile())
            .start();
    return new RegistryProcess(process, folder, sessions);
  }

  private String configuration(Path folder, int sessions) throws IOException {
    String port = told();
    String ca = told();
    String certificate = told();
    String key = told();
    String id = told();
    Path password = Files.writeString(folder.resolve("registry.password"), told());
    return """
      - name: sandbox
        tlds: [com, net, org, test, example]
        host: 127.0.0.1
        port: %s
        tls: {ca: "%s", certificate: "%s", key: "%s", hostname: localhost}
        login: {id: %s, password: "file:%s"}
        sessions: %d
    """
        .formatted(port, ca, certificate, key, id, password, sessions);
  }

  /** As an item of the configuration's registries. */
  String configuration() {
    return configuration;
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
