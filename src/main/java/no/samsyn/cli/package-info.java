/**
 * The commands, over the use cases of {@code console}.
 *
 * <p>It may not see JavaFX or SQL.
 */
@NullMarked
package no.samsyn.cli;

import org.jspecify.annotations.NullMarked;
