/**
 * The product's heart: the actions that submit and show a change, the planner, and the step that
 * carries one out.
 */
@NullMarked
package dev.domicile.change;

import org.jspecify.annotations.NullMarked;
