package dev.domicile.task;

/** What the engine comes to, for metrics. Called by its threads: an implementation counts. */
public interface EngineEvents {

  /** For where nobody counts. */
  EngineEvents NONE = new EngineEvents() {};

  /** A step has ended by what its worker found; where the lease was lost, perhaps by another's. */
  default void ended(String queue, StepStatus status) {}

  /** A process that was not heard of in time counts as dead, and this one took its work over. */
  default void nodeLost() {}
}
