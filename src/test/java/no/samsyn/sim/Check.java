package no.samsyn.sim;

/**
 * What must hold, each with the invariants that it stands for. One can be switched off, which shows
 * what it is worth: some planted bug must then get through.
 */
enum Check {
  CONSERVED("I1, I7, I24, I25", "every value that was saved has a place"),
  ONE_FATE("I1, I2", "no value has two fates, none takes effect twice"),
  FIRST_ANSWER("I3", "a repeated mutation gets its first answer again"),
  ORDER("I4", "changes of one record by one device stand in their order"),
  FROZEN("I5", "what was sent never changes"),
  TRACED("I6", "an entry comes and goes with an event in the same transaction"),
  LETTERS_STAY("I8", "dead letters leave by a person's word only"),
  STATUS("I9", "the status says what is"),
  IDS("I10", "a key has one server id"),
  KEYS_ONLY("I11", "local rows hold keys, the server's hold its own ids"),
  REFERENCES_FIRST("I12", "a reference never arrives before its target"),
  OVERLAY("I14", "the view is the base with own changes over it"),
  OWN_WRITES("I15", "a pending value is shown"),
  KNOWN_STATE("I16, I17", "every base is a state that the server committed"),
  CURSOR_FORWARD("I18", "the cursor goes forward"),
  NO_GAP("I19", "a page leaves out nothing"),
  CONVERGED("I20, I21, I23", "all devices end with what the server holds"),
  LOSER_KEPT("I27", "the trail holds both sides of a conflict"),
  REVIEW_STATES("I28", "a review goes from open to an end and back to open"),
  NOTHING_UNSEEN("I29", "nobody's word is overwritten unseen where one spoke for another"),
  OWN_WORDS("I26", "a merge writes nothing that its author did not type"),
  ARMED("I31, I34", "a next run is planned, and soon enough"),
  DRAINED("I32, I33", "after the faults everything drains"),
  TOKENS("I35, I36", "a token is durable before it is used, and is its author's"),
  BOOKS("I37, I38", "feed, receipts, records, counters and audit agree"),
  SECRETS("I42", "no typed value stands in a log"),
  BOUNDS("I44", "batches keep their bounds"),
  STRANGE_KEPT("I46", "a field that nobody knows survives"),
  NO_BUG("-", "no code ends with a bug");

  private final String invariants;
  private final String sentence;

  Check(String invariants, String sentence) {
    this.invariants = invariants;
    this.sentence = sentence;
  }

  String invariants() {
    return invariants;
  }

  String sentence() {
    return sentence;
  }
}
