/**
 * The product's heart: the actions that submit and show a change, the planner, and the step that
 * carries one out.
 *
 * <p>The submits, {@code SubmitByNewContact} first, read and refuse; {@code SubmitDesk} is their
 * one way in, and {@code BatchSubmission} stores a batch in one transaction. {@code
 * ContactChangeStep} and {@code LockChangeStep} say what is wanted of one domain as an {@code Aim};
 * {@code ChangeAttempt} looks, takes aim, asks {@code Planner} for the difference, keeps the
 * before-image, sends, and judges by {@code Verdict}. {@code TaskDetailList} tells what became of
 * each domain, with a {@code Reason} of the catalogue.
 */
@NullMarked
package dev.domicile.change;

import org.jspecify.annotations.NullMarked;
