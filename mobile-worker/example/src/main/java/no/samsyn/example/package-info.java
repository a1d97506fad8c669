/**
 * A small app around the library: a few plain screens over {@link no.samsyn.mobile.Samsyn}.
 *
 * <p>Start at {@link no.samsyn.example.HomeActivity}. It shows how the library is meant to be used,
 * and is what people install to try it on a phone.
 */
@NullMarked
package no.samsyn.example;

import org.jspecify.annotations.NullMarked;
