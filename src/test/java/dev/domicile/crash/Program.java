package dev.domicile.crash;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One command of the product as a process of its own, as people run it. */
final class Program implements AutoCloseable {

  /** Far above any start or stop here; a busy machine must not fail a test. */
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private static final Pattern API = Pattern.compile("API\\s+(http://127\\.0\\.0\\.1:[0-9]+).*");

  private final Process process;
  private final Output out;
  private final Output err;

  private Program(Process process) {
    this.process = process;
    this.out = new Output(process.inputReader(StandardCharsets.UTF_8));
    this.err = new Output(process.errorReader(StandardCharsets.UTF_8));
  }

  static Program start(String... arguments) {
    return start(classPath(), "dev.domicile.cli.Main", arguments);
  }

  /** A program of the tests' own. */
  static Program ofTests(Class<?> main, String... arguments) {
    return start(System.getProperty("java.class.path"), main.getName(), arguments);
  }

  private static Program start(String classPath, String main, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                classPath,
                main));
    command.addAll(List.of(arguments));
    try {
      return new Program(new ProcessBuilder(command).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is shipped: the tests' own classes and settings are not. */
  private static String classPath() {
    String tests = Path.of("test-classes").toString();
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !Path.of(entry).endsWith(tests))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Where the API answers, once it does. */
  URI awaitReady() {
    String line = out.await(text -> text.startsWith("ready"));
    if (line == null) {
      fail("ended before it was ready: " + err.text() + out.text());
    }
    return out.lines().stream()
        .map(API::matcher)
        .filter(Matcher::matches)
        .map(match -> URI.create(match.group(1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("does not say where its API is: " + out.text()));
  }

  /** The first line of standard output that fits; null if the program ended before. */
  @Nullable String awaitLine(Predicate<String> fits) {
    return out.await(fits);
  }

  /** The same of standard error. */
  @Nullable String awaitErrLine(Predicate<String> fits) {
    return err.await(fits);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** SIGKILL; at the return the process is dead. */
  void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** SIGSTOP: it stands still, and its connections stay open. */
  void freeze() {
    signal("STOP");
  }

  /** SIGCONT. */
  void thaw() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      int code =
          new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
      assertTrue(code == 0, "kill -" + name + " ended with " + code);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** SIGTERM; returns at once. */
  void terminate() {
    process.destroy();
  }

  /** The exit code. */
  int awaitEnd() {
    try {
      assertTrue(
          process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS), "still runs after " + DEADLINE);
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** All of standard error, when the program has ended. */
  List<String> errLines() {
    awaitEnd();
    err.awaitEnd();
    return err.lines();
  }

  List<String> errLinesSoFar() {
    return err.lines();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** A stream's lines so far. */
  private static final class Output {

    private final List<String> lines = new ArrayList<>();
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();

    Output(BufferedReader in) {
      Thread.ofVirtual().name("output").start(() -> read(in));
    }

    private void read(BufferedReader in) {
      try (in) {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          synchronized (lines) {
            lines.add(line);
            lines.notifyAll();
          }
        }
      } catch (IOException killed) {
        // a killed process's stream may end in this way
      }
      synchronized (lines) {
        ended.complete(true);
        lines.notifyAll();
      }
    }

    @Nullable String await(Predicate<String> fits) {
      long end = System.nanoTime() + DEADLINE.toNanos();
      synchronized (lines) {
        while (true) {
          for (String line : lines) {
            if (fits.test(line)) {
              return line;
            }
          }
          long left = (end - System.nanoTime()) / 1_000_000;
          if (ended.isDone()) {
            return null;
          }
          assertTrue(left > 0, "not within " + DEADLINE + "; so far: " + lines);
          try {
            lines.wait(left);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        }
      }
    }

    void awaitEnd() {
      try {
        ended.get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
      } catch (InterruptedException | ExecutionException | TimeoutException e) {
        throw new IllegalStateException(e);
      }
    }

    List<String> lines() {
      synchronized (lines) {
        return List.copyOf(lines);
      }
    }

    String text() {
      return String.join("\n", lines());
    }
  }
}
