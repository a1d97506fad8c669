/** The history of runs. */
@NullMarked
package no.samsyn.ui.history;

import org.jspecify.annotations.NullMarked;
