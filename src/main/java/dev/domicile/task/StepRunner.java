package dev.domicile.task;

/**
 * Carries out the steps of one kind. Called on a virtual thread of its own for each step; may
 * block.
 */
public interface StepRunner {
  StepResult run(Claim claim);
}
