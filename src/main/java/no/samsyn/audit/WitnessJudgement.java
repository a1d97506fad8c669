package no.samsyn.audit;

/** What a witness says of a checkpoint that it is shown. Immutable. */
public sealed interface WitnessJudgement {
  /** The new chain holds the remembered one; remember {@code next} from now on. */
  record Consistent(Witness next) implements WitnessJudgement {}

  /** The links given do not reach from one to the other; ask for those from {@code index} on. */
  record Incomplete(long index) implements WitnessJudgement {}

  /** The remembered head is no longer below the new one: entries up to it were changed. */
  record Rewritten(SignedCheckpoint remembered, SignedCheckpoint shown)
      implements WitnessJudgement {}

  /** The trail is shorter than it was: cut, or an older backup was restored. */
  record Truncated(SignedCheckpoint remembered, SignedCheckpoint shown)
      implements WitnessJudgement {}

  /** One key signed two heads for one index: somebody is told another story. */
  record SplitView(SignedCheckpoint remembered, SignedCheckpoint shown)
      implements WitnessJudgement {}

  /** Rightly signed, by another key: a person must confirm the new key by its id. */
  record KeyChanged(SignedCheckpoint remembered, SignedCheckpoint shown)
      implements WitnessJudgement {}

  /** Not signed by the key that is named. */
  record Forged(SignedCheckpoint shown) implements WitnessJudgement {}

  /** The trail of another organisation. */
  record OtherTrail(String remembered, String shown) implements WitnessJudgement {}
}
