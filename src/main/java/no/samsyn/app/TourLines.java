package no.samsyn.app;

import java.util.Locale;
import java.util.function.Consumer;

/** What a tour says, line by line, and whether all of it was as it should be. */
final class TourLines implements ProxyStory.Telling {
  private static final int WIDTH = 24;

  private final Consumer<String> out;
  private boolean allTrue = true;

  TourLines(Consumer<String> out) {
    this.out = out;
  }

  @Override
  public void say(String what, String figures, boolean isTrue) {
    allTrue &= isTrue;
    var gap = " ".repeat(Math.max(1, WIDTH - what.length()));
    out.accept(
        String.format(Locale.ROOT, "%s %s%s%s", isTrue ? "ok  " : "FAIL", what, gap, figures));
  }

  boolean isAllTrue() {
    return allTrue;
  }
}
