package no.samsyn.ui.shell;

import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import no.samsyn.ui.common.I18n;

/** The keys that do something wherever one is, and the ones that every screen has. */
enum Shortcut {
  PALETTE("palette", KeyCode.K, true),
  SHEET("sheet", KeyCode.F1, false),
  SYNC("sync", KeyCode.F5, false),
  SCREENS("screens", KeyCode.DIGIT1, true),
  FIND("find", KeyCode.F, true),
  NEW("new", KeyCode.N, true),
  SAVE("save", KeyCode.S, true),
  PANES("panes", KeyCode.F6, false),
  NOTICE("notice", KeyCode.F8, false),
  CHOOSE("choose", KeyCode.DIGIT1, false),
  DECIDE("decide", KeyCode.ENTER, true),
  NEXT_CASE("next-case", KeyCode.DOWN, false),
  CLOSE("close", KeyCode.ESCAPE, false),
  LARGER("larger", KeyCode.PLUS, true),
  SMALLER("smaller", KeyCode.MINUS, true),
  USUAL_SIZE("usual-size", KeyCode.DIGIT0, true);

  private final String code;
  private final KeyCode key;
  private final boolean control;

  Shortcut(String code, KeyCode key, boolean control) {
    this.code = code;
    this.key = key;
    this.control = control;
  }

  String code() {
    return code;
  }

  boolean matches(KeyEvent event) {
    return control
        ? new KeyCodeCombination(key, KeyCombination.SHORTCUT_DOWN).match(event)
        : event.getCode() == key && !event.isControlDown() && !event.isAltDown();
  }

  /** Returns the keys as they stand on a keyboard. */
  String keys(I18n words) {
    var name =
        switch (this) {
          case SCREENS -> "1–9";
          case DECIDE -> "Enter";
          case CHOOSE -> "1 2 3";
          case NEXT_CASE -> "Alt + ↑ ↓";
          case LARGER -> "+";
          case SMALLER -> "−";
          case USUAL_SIZE -> "0";
          case CLOSE -> "Esc";
          case PALETTE, SHEET, SYNC, FIND, NEW, SAVE, PANES, NOTICE -> key.getName();
        };
    return control ? words.text("key.control") + " + " + name : name;
  }
}
