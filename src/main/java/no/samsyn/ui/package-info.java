/**
 * The console's window. Start at {@link no.samsyn.ui.ConsoleWindow}.
 *
 * <p>Each screen has a package of its own: FXML, a thin controller, and a view model that knows no
 * scene. It may not see store, network, server or desktop; what they give comes as use cases.
 */
@NullMarked
package no.samsyn.ui;

import org.jspecify.annotations.NullMarked;
