package dev.domicile.events;

/** What deliveries tell, for metrics. */
public interface DeliveryEvents {

  DeliveryEvents NONE = (stream, result) -> {};

  /**
   * @param result {@code taken}, {@code refused} or {@code later}
   */
  void tried(String stream, String result);
}
