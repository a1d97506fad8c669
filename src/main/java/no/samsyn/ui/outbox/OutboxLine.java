package no.samsyn.ui.outbox;

import no.samsyn.console.OutboxRow;
import no.samsyn.ui.common.Tone;

/**
 * One change as the list shows it.
 *
 * @param what the kind of record and what is done to it
 * @param why what it waits for, or what went wrong, in words
 */
public record OutboxLine(OutboxRow row, String what, String state, String why, String next) {
  Tone tone() {
    return switch (row.state()) {
      case WAITING, HELD -> Tone.WAITING;
      case SENT -> Tone.REVIEW;
      case NEEDS_YOU -> Tone.ALERT;
    };
  }

  /** Returns what a screen reader says of the line. */
  @Override
  public String toString() {
    return state + ", " + what + ". " + why + ". " + next;
  }
}
