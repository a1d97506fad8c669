/**
 * JSON text of the model's facts, and the one place that configures Jackson, of which it uses the
 * streams and the annotations.
 *
 * <p>Start at {@link no.samsyn.json.Json}. Limits on depth, length and numbers hold for everything
 * that is read through it, so that no body, page or file can exhaust a device. One canonical form
 * is written: names in order, no white space.
 */
@NullMarked
package no.samsyn.json;

import org.jspecify.annotations.NullMarked;
