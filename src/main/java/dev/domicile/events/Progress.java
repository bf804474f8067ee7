package dev.domicile.events;

/** How far a delivery has come. */
public sealed interface Progress {

  /**
   * @param note what the last try met, empty before the first
   */
  record Waiting(String note) implements Progress {}

  record Acknowledged() implements Progress {}

  /**
   * For good.
   *
   * @param note how, with the delivery's id
   */
  record Refused(String note) implements Progress {}
}
