package dev.domicile.events;

import dev.domicile.store.Database;
import dev.domicile.store.Sql;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers one stream. A destination that takes nothing is one trouble, not ten thousand: while it
 * lasts, one delivery at a time is tried.
 */
final class Courier {

  private static final Logger log = LoggerFactory.getLogger(Courier.class);

  private final Stream stream;
  private final Carrier carrier;
  private final Database database;
  private final Outbox outbox;
  private final InstantSource clock;
  private final Pauses pauses;
  private final Duration poll;
  private final DeliveryEvents events;
  private final Duties duties;
  private final Semaphore news = new Semaphore(0);
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread;

  /** Rounds in a row that were not taken. */
  private int failures;

  Courier(
      Stream stream,
      Carrier carrier,
      Database database,
      Outbox outbox,
      InstantSource clock,
      Pauses pauses,
      Duration poll,
      DeliveryEvents events,
      Duties duties) {
    this.stream = stream;
    this.carrier = carrier;
    this.database = database;
    this.outbox = outbox;
    this.clock = clock;
    this.pauses = pauses;
    this.poll = poll;
    this.events = events;
    this.duties = duties;
    this.thread = Thread.ofVirtual().name("courier-" + stream.name()).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** There may be something to deliver. */
  void wake() {
    news.release();
  }

  /** What is under way is given up: it may come twice. */
  void stop() {
    stopping.countDown();
    news.release();
    carrier.close();
  }

  void awaitEnd() throws InterruptedException {
    thread.join();
    duties.release(stream.name());
  }

  private void run() {
    try {
      Duration pause = Duration.ZERO;
      while (!stops(pause)) {
        pause = round();
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  /** A receiver that takes nothing is not asked sooner because there is more to give. */
  private boolean stops(Duration pause) throws InterruptedException {
    if (failures > 0) {
      return stopping.await(pause.toNanos(), TimeUnit.NANOSECONDS);
    }
    if (news.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS)) {
      news.drainPermits();
    }
    return stopping.getCount() == 0;
  }

  /** How long to wait before the next. */
  private Duration round() throws InterruptedException {
    try {
      if (!duties.hold(stream.name())) {
        return duties.again();
      }
      int most = failures > 0 ? 1 : carrier.most();
      List<Outbox.Waiting> due =
          database.read(sql -> outbox.due(sql, stream.name(), clock.millis(), most));
      if (due.isEmpty()) {
        return poll;
      }
      List<Receipt> receipts = carrier.carry(due.stream().map(Outbox.Waiting::delivery).toList());
      settle(due, receipts);
      return judge(receipts);
    } catch (RuntimeException e) { // without this thread nothing would ever be delivered
      log.error("{}: delivering failed; tried again", stream.name(), e);
      return pauses.after(failures++, Duration.ZERO);
    }
  }

  private void settle(List<Outbox.Waiting> due, List<Receipt> receipts) {
    boolean ended =
        database.write(
            sql -> {
              boolean any = false;
              for (int i = 0; i < due.size(); i++) {
                any |= settle(sql, due.get(i), receipts.get(i));
              }
              return any;
            });
    if (ended) {
      stream.listener().committed();
    }
    receipts.forEach(receipt -> events.tried(stream.name(), word(receipt)));
  }

  /** Whether that was the end of it. */
  private boolean settle(Sql sql, Outbox.Waiting waiting, Receipt receipt) {
    long now = clock.millis();
    boolean ended =
        switch (receipt) {
          case Receipt.Taken taken -> {
            outbox.taken(sql, waiting, now);
            yield true;
          }
          case Receipt.Refused(String note) when stream.refusable() -> {
            outbox.refused(sql, waiting, note + ", delivery " + waiting.delivery().id(), now);
            yield true;
          }
          case Receipt.Refused(String note) -> later(sql, waiting, note, Duration.ZERO, now);
          case Receipt.Later(String note, Duration notBefore) ->
              later(sql, waiting, note, notBefore, now);
        };
    if (ended) {
      stream.listener().ended(sql, waiting.delivery().owner());
    }
    return ended;
  }

  private boolean later(
      Sql sql, Outbox.Waiting waiting, String note, Duration notBefore, long now) {
    Duration pause = pauses.after(waiting.tries(), notBefore);
    outbox.later(sql, waiting, note, now + pause.toMillis(), now);
    return false;
  }

  private Duration judge(List<Receipt> receipts) {
    for (Receipt receipt : receipts) {
      if (receipt instanceof Receipt.Refused(String note)) {
        log.warn("{}: a delivery was refused: {}", stream.name(), note);
      }
    }
    Receipt last = receipts.getLast();
    boolean works = receipts.stream().anyMatch(this::settled);
    if (works) {
      if (failures > 0) {
        log.info("{} goes on", stream.name());
      }
      failures = 0;
      return Duration.ZERO;
    }
    String note = note(last);
    if (failures == 0 && stopping.getCount() > 0) {
      log.warn("{} waits: {}", stream.name(), note);
    }
    return pauses.after(failures++, notBefore(last));
  }

  private boolean settled(Receipt receipt) {
    return switch (receipt) {
      case Receipt.Taken taken -> true;
      case Receipt.Refused refused -> stream.refusable();
      case Receipt.Later later -> false;
    };
  }

  private static String note(Receipt receipt) {
    return switch (receipt) {
      case Receipt.Taken taken -> "";
      case Receipt.Refused(String note) -> note;
      case Receipt.Later(String note, Duration notBefore) -> note;
    };
  }

  private static Duration notBefore(Receipt receipt) {
    return receipt instanceof Receipt.Later later ? later.notBefore() : Duration.ZERO;
  }

  private static String word(Receipt receipt) {
    return switch (receipt) {
      case Receipt.Taken taken -> "taken";
      case Receipt.Refused refused -> "refused";
      case Receipt.Later later -> "later";
    };
  }
}
