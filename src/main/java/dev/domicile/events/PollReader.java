package dev.domicile.events;

import dev.domicile.registry.Outcome;
import dev.domicile.registry.Poll;
import dev.domicile.registry.Registry;
import dev.domicile.registry.Trouble;
import dev.domicile.store.Database;
import dev.domicile.store.Ids;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one registry's queue, one message at a time: read, stored with its republication, taken by
 * the receiver, acknowledged at the registry. A crash between any two of these goes on where it
 * was; no message is acknowledged that the receiver has not taken.
 */
final class PollReader {

  private static final Logger log = LoggerFactory.getLogger(PollReader.class);

  /** To an acknowledgement: the message is out of the queue already. */
  private static final int NOT_THERE = 2303;

  /** Longest wait at the stop for a command under way. */
  private static final Duration STOP = Duration.ofSeconds(5);

  private final PollSource source;
  private final String stream;
  private final Database database;
  private final Outbox outbox;
  private final HeldMessages messages = new HeldMessages();
  private final Duties duties;
  private final PollTrids trids;
  private final Ids ids;
  private final InstantSource clock;
  private final Pauses pauses;
  private final PollNews news;
  private final Semaphore wake = new Semaphore(0);
  private volatile boolean stopping;
  private volatile long waiting;

  /** Epoch milliseconds of the last step forward; negative while another process reads. */
  private volatile long wentOn;

  private Consumer<String> courier = none -> {};
  private int failures;
  private final Thread thread;

  PollReader(
      PollSource source,
      Database database,
      Outbox outbox,
      Duties duties,
      PollTrids trids,
      Ids ids,
      InstantSource clock,
      Pauses pauses,
      PollNews news) {
    this.source = source;
    this.stream = PollInbox.stream(source.name());
    this.database = database;
    this.outbox = outbox;
    this.duties = duties;
    this.trids = trids;
    this.ids = ids;
    this.clock = clock;
    this.pauses = pauses;
    this.news = news;
    this.thread = Thread.ofVirtual().name("poll-" + source.name()).unstarted(this::run);
  }

  /**
   * @param wakeCourier is given the stream's name
   */
  void start(Consumer<String> wakeCourier) {
    courier = wakeCourier;
    wentOn = clock.millis();
    thread.start();
  }

  /** The receiver has taken something. */
  void wake() {
    wake.release();
  }

  void stop() {
    stopping = true;
    wake.release();
  }

  /** A registry that does not answer is left alone: its session is closed soon. */
  void awaitEnd() throws InterruptedException {
    thread.join(STOP);
    duties.release(stream);
  }

  /** Messages that the registry had for us at the last look. */
  long waiting() {
    return waiting;
  }

  /**
   * How long no look at the queue was answered and no message was taken by the receiver; empty
   * where another process reads this queue.
   */
  Optional<Duration> standsStill() {
    long since = wentOn;
    return since < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(clock.millis() - since));
  }

  private void run() {
    try {
      while (!stopping) {
        Duration pause = round();
        if (wake.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS)) {
          wake.drainPermits();
        }
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  /** How long to wait before the next, unless woken. */
  private Duration round() {
    try {
      // another process that reads the same queue would see the same message
      if (!duties.hold(stream)) {
        wentOn = -1;
        return duties.again();
      }
      if (wentOn < 0) {
        wentOn = clock.millis();
      }
      Optional<HeldMessages.Held> held = database.read(sql -> messages.held(sql, source.name()));
      return held.isPresent() ? published(held.get()) : look();
    } catch (RuntimeException e) { // without this thread no message would ever be read
      if (!stopping) {
        log.error("registry {}: reading messages failed; tried again", source.name(), e);
      }
      return pauses.after(failures++, Duration.ZERO);
    }
  }

  private Duration published(HeldMessages.Held message) {
    Progress progress =
        database
            .read(sql -> outbox.progress(sql, stream, message.delivery()))
            .orElseThrow(() -> new IllegalStateException("a message without a delivery"));
    return switch (progress) {
      case Progress.Waiting waits -> source.every();
      case Progress.Refused refused -> source.every();
      case Progress.Acknowledged taken -> acknowledge(message);
    };
  }

  private Duration acknowledge(HeldMessages.Held message) {
    return switch (source.registry().acknowledge(message.id(), trids.next())) {
      case Outcome.Ok<Registry.Applied> ok -> acknowledged(message);
      case Outcome.Refused<Registry.Applied>(int code, String text) when code == NOT_THERE ->
          acknowledged(message);
      case Outcome.Refused<Registry.Applied>(int code, String text) -> refused(code);
      case Outcome.NotSent<Registry.Applied>(Trouble trouble) -> troubled(trouble.detail());
      case Outcome.Unknown<Registry.Applied>(Trouble trouble) -> troubled(trouble.detail());
      case Outcome.Pending<Registry.Applied> pending -> troubled("1001 to an acknowledgement");
    };
  }

  private Duration acknowledged(HeldMessages.Held message) {
    database.run(
        sql -> {
          messages.acknowledged(sql, source.name(), message, clock.millis());
          outbox.forget(sql, stream, message.delivery());
        });
    return works(Duration.ZERO);
  }

  private Duration look() {
    return switch (source.registry().poll(trids.next())) {
      case Outcome.Ok<Poll>(Poll.Message message) -> read(message);
      case Outcome.Ok<Poll>(Poll.Empty empty) -> {
        waiting = 0;
        yield works(source.every());
      }
      case Outcome.Refused<Poll>(int code, String text) -> refused(code);
      case Outcome.NotSent<Poll>(Trouble trouble) -> troubled(trouble.detail());
      case Outcome.Unknown<Poll>(Trouble trouble) -> troubled(trouble.detail());
      case Outcome.Pending<Poll> pending -> troubled("1001 to a look at the queue");
    };
  }

  private Duration read(Poll.Message message) {
    waiting = message.count();
    long now = clock.millis();
    String delivery = ids.uuid();
    String line =
        new PollRecord(delivery, Instant.ofEpochMilli(now), source.name(), message).line();
    boolean stored =
        database.write(
            sql -> {
              boolean held = messages.hold(sql, source.name(), message, delivery, now);
              if (held) {
                outbox.add(sql, new Delivery(stream, source.name(), delivery, delivery, line), now);
                news.heard(sql, source.name(), message.data());
              }
              return held;
            });
    if (!stored) {
      return leftThere(message);
    }
    courier.accept(stream);
    news.committed(source.name());
    return works(source.every());
  }

  /** It was stored, taken and acknowledged, as far as this service knows; or is just now. */
  private Duration leftThere(Poll.Message message) {
    boolean held = database.read(sql -> messages.held(sql, source.name())).isPresent();
    if (held) {
      return works(Duration.ZERO);
    }
    return switch (source.registry().acknowledge(message.id(), trids.next())) {
      case Outcome.Ok<Registry.Applied> ok ->
          troubled("message " + message.id() + " is there again after its acknowledgement");
      case Outcome.Refused<Registry.Applied>(int code, String text) -> refused(code);
      case Outcome.NotSent<Registry.Applied>(Trouble trouble) -> troubled(trouble.detail());
      case Outcome.Unknown<Registry.Applied>(Trouble trouble) -> troubled(trouble.detail());
      case Outcome.Pending<Registry.Applied> pending -> troubled("1001 to an acknowledgement");
    };
  }

  private Duration works(Duration pause) {
    if (failures > 0) {
      log.info("registry {}: its messages are read again", source.name());
    }
    failures = 0;
    wentOn = clock.millis();
    return pause;
  }

  private Duration refused(int code) {
    return troubled("answered " + code);
  }

  private Duration troubled(String note) {
    if (failures == 0 && !stopping) {
      log.warn("registry {}: its messages cannot be read: {}", source.name(), note);
    }
    return pauses.after(failures++, Duration.ZERO);
  }
}
