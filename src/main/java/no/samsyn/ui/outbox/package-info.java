/** The outbox: what waits, what needs a person, and what can be done about it. */
@NullMarked
package no.samsyn.ui.outbox;

import org.jspecify.annotations.NullMarked;
