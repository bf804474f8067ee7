package dev.domicile.events;

import java.util.List;

/** The way to one destination. */
interface Carrier extends AutoCloseable {

  /** Most deliveries that go together. */
  int most();

  /**
   * Returns when it is known of each what became of it, within the settings' time limit.
   *
   * @return in the order of the deliveries
   */
  List<Receipt> carry(List<Delivery> deliveries) throws InterruptedException;

  /** What is under way comes back as it can, soon. */
  @Override
  void close();
}
