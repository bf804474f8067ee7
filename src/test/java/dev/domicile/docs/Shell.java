package dev.domicile.docs;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.domicile.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs command lines in a folder as a user does, and keeps what they print. */
public final class Shell {

  /** What a command came to. */
  public record Result(int exit, String out, String err) {

    public Result succeeded() {
      assertTrue(exit == 0, () -> "exit " + exit + "\n" + out + err);
      return this;
    }
  }

  private final Path folder;
  private final Path outputs;
  private final AtomicInteger runs = new AtomicInteger();

  /**
   * @param outputs a folder of the test's own, for what commands print
   */
  public Shell(Path folder, Path outputs) {
    this.folder = folder;
    this.outputs = outputs;
  }

  public Result run(String line) {
    return run(line, Duration.ofMinutes(5), new HashMap<>(System.getenv()));
  }

  /**
   * @param environment all of it
   */
  public Result run(String line, Duration most, Map<String, String> environment) {
    try (Running running = start(line, environment)) {
      if (!running.process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS)) {
        fail("not within " + most + ": " + line + "\n" + running.out() + running.err());
      }
      return new Result(running.process.exitValue(), running.out(), running.err());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A command that runs until it is stopped. */
  public Running start(String line) {
    return start("exec " + line, new HashMap<>(System.getenv()));
  }

  private Running start(String line, Map<String, String> environment) {
    int run = runs.incrementAndGet();
    Path out = outputs.resolve(run + ".out");
    Path err = outputs.resolve(run + ".err");
    ProcessBuilder builder =
        new ProcessBuilder("/bin/sh", "-c", line)
            .directory(folder.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    try {
      return new Running(line, builder.start(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A command under way; killed at the close, unless it has ended. */
  public static final class Running implements AutoCloseable {

    private final String line;
    private final Process process;
    private final Path out;
    private final Path err;

    private Running(String line, Process process, Path out, Path err) {
      this.line = line;
      this.process = process;
      this.out = out;
      this.err = err;
    }

    public String out() {
      return text(out);
    }

    public String err() {
      return text(err);
    }

    /** Waits until a line of standard output begins so. */
    public void awaitLine(String start) {
      Await.until(
          line + " says: " + start,
          Duration.ofSeconds(60),
          () -> {
            if (!process.isAlive()) {
              fail(line + " ended with " + process.exitValue() + "\n" + out() + err());
            }
            return out().lines().anyMatch(said -> said.startsWith(start));
          });
    }

    /** The rest of the first line that begins so. */
    public String told(String start) {
      return out()
          .lines()
          .filter(said -> said.startsWith(start))
          .findFirst()
          .orElseThrow(() -> new AssertionError(start + " is not told:\n" + out()))
          .substring(start.length())
          .strip();
    }

    /** SIGTERM; returns the exit status. */
    public int stop() throws InterruptedException {
      process.destroy();
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        fail(line + " does not stop\n" + err());
      }
      return process.exitValue();
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }

    private static String text(Path file) {
      try {
        return Files.readString(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
