/** The first start and signing in: what is asked before there is anything to show. */
@NullMarked
package no.samsyn.ui.welcome;

import org.jspecify.annotations.NullMarked;
