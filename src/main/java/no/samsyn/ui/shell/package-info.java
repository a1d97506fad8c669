/**
 * The frame around all screens: rail, status bar, command palette, shortcut sheet.
 *
 * <p>Knows no screen by name but through {@code Screen}; {@code ui} puts them in.
 */
@NullMarked
package no.samsyn.ui.shell;

import org.jspecify.annotations.NullMarked;
