/**
 * What is counted. {@code Metrics} writes Prometheus's text format; labels hold names from the
 * configuration and codes, never data. The rooms do not know it: they tell observers of their own,
 * which {@code app} connects.
 */
@NullMarked
package dev.domicile.ops;

import org.jspecify.annotations.NullMarked;
