/**
 * What a coordinator can do: use cases, read models and query ports.
 *
 * <p>It may not see JavaFX, SQL or HTTP.
 */
@NullMarked
package no.samsyn.console;

import org.jspecify.annotations.NullMarked;
