package dev.domicile.events;

import dev.domicile.store.Database;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;

/** All streams of this process. */
public final class Couriers implements AutoCloseable {

  private final List<Courier> couriers;

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
      DeliveryEvents events) {
    Pauses pauses = new Pauses(settings.first(), settings.most(), random);
    couriers =
        streams.stream()
            .map(
                stream ->
                    new Courier(
                        stream,
                        carrier(stream.destination(), settings, clock),
                        database,
                        outbox,
                        clock,
                        pauses,
                        settings.poll(),
                        events))
            .toList();
  }

  public void start() {
    couriers.forEach(Courier::start);
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
    couriers.forEach(Courier::stop);
    try {
      for (Courier courier : couriers) {
        courier.awaitEnd();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
