package no.samsyn.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a verified export proves and what it does not, in sentences for people. Names nobody. */
final class ProofWords {
  private final Manifest manifest;
  private final SignedCheckpoint checkpoint;
  private final Pins pins;

  ProofWords(Manifest manifest, SignedCheckpoint checkpoint, Pins pins) {
    this.manifest = manifest;
    this.checkpoint = checkpoint;
    this.pins = pins;
  }

  List<String> sentences(long undecided) {
    var words = new ArrayList<String>();
    var first = manifest.header().before().index() + 1;
    var last = manifest.head().index();
    words.add(
        words(
            "Entries %d to %d are complete and in order; none was changed, removed or put in since"
                + " key %s signed the last of them at %s.",
            first, last, checkpoint.keyId(), Members.text(checkpoint.checkpoint().at())));
    words.add(filterWords(undecided));
    words.add(profileWords());
    words.add(keyWords());
    for (var head : pins.heads()) {
      words.add(
          "The pinned head at entry "
              + head.index()
              + " is in this trail: nobody rewrote what came before it.");
    }
    words.add(
        words(
            "Nothing is said of entries before %d or after %d, nor of what was never recorded.",
            first, last));
    return words;
  }

  private String filterWords(long undecided) {
    var counts = manifest.counts();
    if (counts.leftOut() == 0) {
      return "Every entry of the range is shown.";
    }
    if (!manifest.header().filter().asksForNames()) {
      return words(
          "Every entry of the range that matches the filter is shown; each of the %d left out can"
              + " be seen not to match it.",
          counts.leftOut());
    }
    return words(
        "Of the %d entries left out, %d match the filter by time, entity, action and outcome; that"
            + " they concern other persons or records is the word of the key's holder.",
        counts.leftOut(), undecided);
  }

  private String profileWords() {
    var counts = manifest.counts();
    return manifest.header().profile() == Profile.FULL
        ? words(
            "Each of the %d values shown is the one that was written; %d values were erased or"
                + " withheld.",
            counts.open(), counts.sealed())
        : words(
            "Times, actions, outcomes and changed fields are as written; that the %d pseudonyms"
                + " stand for the right names is the word of the key's holder. Values are not"
                + " shown.",
            counts.open());
  }

  private static String words(String pattern, Object... parts) {
    return String.format(Locale.ROOT, pattern, parts);
  }

  private String keyWords() {
    return pins.keyIds().isEmpty()
        ? "No key was pinned: compare the key id with one that you got elsewhere, for anybody can"
            + " sign with a key of their own."
        : "The key is one of those pinned.";
  }
}
