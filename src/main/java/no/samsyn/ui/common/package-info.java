/**
 * What all screens share: texts, tasks, dialogs, looks. The only place that hops to JavaFX's
 * thread.
 *
 * <p>Knows the console's use cases, and no screen.
 */
@NullMarked
package no.samsyn.ui.common;

import org.jspecify.annotations.NullMarked;
