package dev.domicile.events;

import dev.domicile.store.Database;
import dev.domicile.store.Ids;
import dev.domicile.store.Sql;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * The queues of messages of all registries that are to be read (RFC 5730 section 2.9.2.3): each
 * message is stored, republished, and only then acknowledged.
 */
public final class PollInbox implements AutoCloseable {

  private final Map<String, PollReader> readers = new LinkedHashMap<>();

  /**
   * @param first pause after a look that failed; doubles each time, with jitter
   * @param most longest of these pauses
   */
  public PollInbox(
      List<PollSource> sources,
      Duration first,
      Duration most,
      Database database,
      Outbox outbox,
      Duties duties,
      Ids ids,
      InstantSource clock,
      RandomGenerator random,
      PollNews news) {
    Pauses pauses = new Pauses(first, most, random);
    PollTrids trids = new PollTrids(random);
    for (PollSource source : sources) {
      readers.put(
          source.name(),
          new PollReader(source, database, outbox, duties, trids, ids, clock, pauses, news));
    }
  }

  /** Of the couriers. */
  public static String stream(String registry) {
    return "poll " + registry;
  }

  /** Lets a registry's next message come as soon as one is taken. */
  public Stream.Listener listener(String registry) {
    return new Stream.Listener() {
      @Override
      public void ended(Sql sql, String owner) {}

      @Override
      public void committed() {
        reader(registry).wake();
      }
    };
  }

  /** Messages that the registry had for us at the last look. */
  public long waiting(String registry) {
    return reader(registry).waiting();
  }

  /** How long nothing has gone on there; empty where another process reads the queue. */
  public Optional<Duration> standsStill(String registry) {
    return reader(registry).standsStill();
  }

  private PollReader reader(String registry) {
    PollReader reader = readers.get(registry);
    if (reader == null) {
      throw new IllegalArgumentException("messages of " + registry + " are not read");
    }
    return reader;
  }

  /**
   * @param wakeCourier is given the name of a stream that has something to deliver
   */
  public void start(Consumer<String> wakeCourier) {
    readers.values().forEach(reader -> reader.start(wakeCourier));
  }

  /** A message under way stays where it is, here or at the registry. */
  @Override
  public void close() {
    readers.values().forEach(PollReader::stop);
    try {
      for (PollReader reader : readers.values()) {
        reader.awaitEnd();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
