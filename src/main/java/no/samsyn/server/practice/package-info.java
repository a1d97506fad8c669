/**
 * An invented organisation to try things on. Nobody in it is real.
 *
 * <p>Start at {@link no.samsyn.server.practice.PracticeData}. Comes in through the same push as
 * everything else.
 */
@NullMarked
package no.samsyn.server.practice;

import org.jspecify.annotations.NullMarked;
