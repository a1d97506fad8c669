package no.samsyn.ui.review;

import no.samsyn.ui.common.Tone;

/**
 * One review as the queue shows it.
 *
 * @param what whose record, and what kind of record
 * @param detail its day, and the fields that it is about
 * @param mark how many fields a person has to say something about, or another word in short
 */
record QueueItem(
    String key, Tone tone, String icon, String whose, String what, String detail, String mark) {
  /** Returns what a screen reader says of it. */
  @Override
  public String toString() {
    return whose + ", " + what + ", " + detail + ", " + mark;
  }
}
