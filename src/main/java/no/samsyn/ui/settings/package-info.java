/** Settings: account, connection, language and looks, data, about. */
@NullMarked
package no.samsyn.ui.settings;

import org.jspecify.annotations.NullMarked;
