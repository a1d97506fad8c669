/** The overview: counts and charts that lead to where something can be done. */
@NullMarked
package no.samsyn.ui.overview;

import org.jspecify.annotations.NullMarked;
