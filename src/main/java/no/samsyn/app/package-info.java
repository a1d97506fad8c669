/**
 * The launcher, the wiring, the configuration and the order of shutdown.
 *
 * <p>It may see everything; nobody may see it.
 */
@NullMarked
package no.samsyn.app;

import org.jspecify.annotations.NullMarked;
