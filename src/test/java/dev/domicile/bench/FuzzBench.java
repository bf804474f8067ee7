package dev.domicile.bench;

import dev.domicile.api.RequestSigner;
import dev.domicile.api.Version;
import dev.domicile.fuzz.RequestFuzz;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Requests that no client should send, over connections of their own, valid ones among them. The
 * seed is printed and can be given again: {@code DOMICILE_SEED}.
 */
final class FuzzBench implements Measurement {

  private static final int CLIENTS = 4;
  private static final int VALID_EVERY = 50;
  private static final int READ_MILLIS = 60_000;
  private static final double FLAT = 1.1;
  private static final Pattern STATUS = Pattern.compile("(?m)^HTTP/1\\.1 (\\d{3})");
  private static final Pattern TRACE = Pattern.compile("\\tat |Exception");

  /** So that what must be remembered for a while, nonces, is forgotten within the run. */
  private static final String SHORT_MEMORY = "timestampWindow: 10s\n";

  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong answered = new AtomicLong();
  private final AtomicLong faults = new AtomicLong();
  private final AtomicLong valid = new AtomicLong();
  private final AtomicLong validFailed = new AtomicLong();

  @Override
  public List<Figure> measure(Lab lab) throws Exception {
    int requests = lab.scale().of(200_000, 4_000);
    String given = System.getenv("DOMICILE_SEED");
    long seed = given == null ? System.nanoTime() : Long.parseLong(given);
    lab.say("fuzz, seed " + seed);
    Path folder = lab.fresh("fuzz");
    Site site = Site.make(folder, Site.closedRegistry(List.of("test")), List.of("one.test"));
    Files.writeString(site.config(), SHORT_MEMORY, StandardOpenOption.APPEND);
    try (Service service = Service.start(lab, site, "fuzz")) {
      send(lab, site, seed, requests / 4);
      double early = service.liveMegabytes();
      send(lab, site, seed + CLIENTS, requests - requests / 4);
      double late = service.liveMegabytes();
      long told = service.linesLike("(?s).* ERROR .*|\\tat .*");
      double resident = service.residentMegabytes();
      return List.of(
          Figure.of(
              "strange requests that had a 5xx, a stack trace, or an ERROR in the log",
              "%,d and %,d of %,d, %,d answers"
                  .formatted(faults.get(), told, sent.get(), answered.get()),
              "none",
              faults.get() + told == 0),
          Figure.of(
              "valid requests among them that failed",
              "%,d of %,d".formatted(validFailed.get(), valid.get()),
              "none",
              validFailed.get() == 0),
          Figure.of(
              "live heap after all of them / after a quarter",
              "%.2f (%.1f MB, %.1f MB); resident %.0f MB"
                  .formatted(late / early, late, early, resident),
              "at most " + FLAT,
              late <= early * FLAT));
    }
  }

  private void send(Lab lab, Site site, long seed, int requests) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        RequestFuzz fuzz = new RequestFuzz(seed + i, signer(site));
        running.add(threads.submit(() -> sendAll(lab, site.api(), fuzz, requests / CLIENTS)));
      }
      for (Future<?> one : running) {
        one.get();
      }
    }
    lab.say("fuzz, %,d sent, %,d faults".formatted(sent.get(), faults.get()));
  }

  private static RequestFuzz.Signer signer(Site site) {
    RequestSigner signer =
        new RequestSigner(InstantSource.system(), () -> UUID.randomUUID().toString());
    return (method, parameters) -> {
      Map<String, String> own = new HashMap<>(parameters);
      String action = own.getOrDefault("Action", "QueryTaskList");
      return signer.query(method, site.key(), action, Version.V2018_01_29, own);
    };
  }

  private Void sendAll(Lab lab, int port, RequestFuzz fuzz, int requests) throws IOException {
    try (HttpConnection kept = new HttpConnection(port)) {
      for (int i = 0; i < requests; i++) {
        judge(lab, exchange(port, fuzz.next()));
        if (i % VALID_EVERY == 0) {
          valid.incrementAndGet();
          if (kept.exchange(fuzz.valid()).status() != 200) {
            validFailed.incrementAndGet();
          }
        }
      }
    }
    return null;
  }

  private void judge(Lab lab, String answers) {
    sent.incrementAndGet();
    List<MatchResult> statuses = STATUS.matcher(answers).results().toList();
    answered.addAndGet(statuses.size());
    boolean fault = statuses.stream().anyMatch(status -> status.group(1).startsWith("5"));
    if (fault || TRACE.matcher(answers).find()) {
      faults.incrementAndGet();
      lab.say("fuzz, a fault: " + answers.substring(0, Math.min(2_000, answers.length())));
    }
  }

  /** All that comes back until the service closes, which it does once it has been told the end. */
  private static String exchange(int port, byte[] request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(READ_MILLIS);
      try {
        socket.getOutputStream().write(request);
        socket.shutdownOutput();
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      } catch (SocketException reset) {
        // the service has closed on what it had not read
        return "";
      }
    }
  }
}
