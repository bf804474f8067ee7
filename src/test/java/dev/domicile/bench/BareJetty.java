package dev.domicile.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A web server that answers one text to everything, in a process of its own. */
final class BareJetty implements AutoCloseable {

  private final Child child;
  private final int port;

  private BareJetty(Child child, int port) {
    this.child = child;
    this.port = port;
  }

  static BareJetty start(Lab lab, Path folder, String answer) throws IOException {
    Process process =
        new ProcessBuilder(
                lab.java().toString(),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                BareJettyMain.class.getName(),
                answer)
            .redirectError(folder.resolve("jetty.log").toFile())
            .start();
    BufferedReader told =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    return new BareJetty(new Child(process), Integer.parseInt(told.readLine()));
  }

  int port() {
    return port;
  }

  double cpuSeconds() throws IOException {
    return child.cpuSeconds();
  }

  @Override
  public void close() throws IOException {
    child.close();
  }
}
