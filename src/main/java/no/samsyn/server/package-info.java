/**
 * The reference server: the engine's counterpart and test oracle.
 *
 * <p>It may never see {@code sync}, {@code store} or {@code net}: shared code would share bugs.
 */
@NullMarked
package no.samsyn.server;

import org.jspecify.annotations.NullMarked;
