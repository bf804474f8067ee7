/**
 * The product's heart: the actions that submit and show a change, the planner, and the step that
 * carries one out.
 *
 * <p>{@code SubmitByNewContact} reads and refuses, {@code BatchSubmission} stores a batch in one
 * transaction. {@code ContactChangeStep} runs one domain's change: {@code ContactChangeAttempt}
 * looks, makes sure of the contact, asks {@code Planner} for the difference, keeps the
 * before-image, sends, and judges by {@code Verdict}. {@code TaskDetailList} tells what became of
 * each domain, with a {@code Reason} of the catalogue.
 */
@NullMarked
package dev.domicile.change;

import org.jspecify.annotations.NullMarked;
