package no.samsyn.ui.history;

import no.samsyn.ui.common.Tone;

/** One run as the list shows it: words and numbers as text. */
public record RunLine(
    String started,
    String because,
    Tone tone,
    String result,
    String sent,
    String fetched,
    String conflicts,
    String left,
    String bytes,
    String took) {

  /** Returns what a screen reader says of the run. */
  @Override
  public String toString() {
    return started + ", " + because + ": " + result + ". ↑ " + sent + ", ↓ " + fetched + ". "
        + took;
  }
}
