package dev.domicile.events;

import dev.domicile.store.Database;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** All streams of this process. */
public final class Couriers implements AutoCloseable {

  private final Map<String, Courier> couriers = new LinkedHashMap<>();

  /**
   * @throws dev.domicile.store.StartRefused where the authorities' file cannot be used
   */
  public Couriers(
      List<Stream> streams,
      DeliverySettings settings,
      Database database,
      Outbox outbox,
      InstantSource clock,
      RandomGenerator random,
      DeliveryEvents events,
      Duties duties) {
    Pauses pauses = new Pauses(settings.first(), settings.most(), random);
    for (Stream stream : streams) {
      couriers.put(
          stream.name(),
          new Courier(
              stream,
              carrier(stream.destination(), settings, clock),
              database,
              outbox,
              clock,
              pauses,
              settings.poll(),
              events,
              duties));
    }
  }

  public void start() {
    couriers.values().forEach(Courier::start);
  }

  /** There may be something to deliver in this stream, before the outbox is looked at next. */
  public void wake(String stream) {
    Courier courier = couriers.get(stream);
    if (courier != null) {
      courier.wake();
    }
  }

  private static Carrier carrier(
      Destination destination, DeliverySettings settings, InstantSource clock) {
    return switch (destination) {
      case Destination.OfFile(var path) -> new FileCarrier(path);
      case Destination.OfEndpoint endpoint -> new EndpointCarrier(endpoint, settings, clock);
    };
  }

  /** What is under way is given up, and comes again at the next start, under the same id. */
  @Override
  public void close() {
    couriers.values().forEach(Courier::stop);
    try {
      for (Courier courier : couriers.values()) {
        courier.awaitEnd();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
