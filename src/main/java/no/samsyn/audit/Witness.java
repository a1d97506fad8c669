package no.samsyn.audit;

import java.util.List;
import no.samsyn.audit.WitnessJudgement.Consistent;
import no.samsyn.audit.WitnessJudgement.Forged;
import no.samsyn.audit.WitnessJudgement.Incomplete;
import no.samsyn.audit.WitnessJudgement.KeyChanged;
import no.samsyn.audit.WitnessJudgement.OtherTrail;
import no.samsyn.audit.WitnessJudgement.Rewritten;
import no.samsyn.audit.WitnessJudgement.SplitView;
import no.samsyn.audit.WitnessJudgement.Truncated;

/**
 * What a device remembers of the server's trail: the last checkpoint that it has checked. Two
 * devices that remember are enough to show a trail that was cut, rewritten, or told differently to
 * each of them.
 *
 * <p>Immutable, and {@link #judge} is a pure function. Store the new witness before acting on what
 * came with it. On anything but {@link Consistent} and {@link Incomplete}, keep the old witness and
 * the evidence: the two signed checkpoints speak for themselves. Times are not compared: a server's
 * clock may be set back.
 */
public record Witness(SignedCheckpoint last) {
  /** Begins to remember, at the first checkpoint that a device is shown: trust on first use. */
  public static WitnessJudgement begin(SignedCheckpoint first, TrailKey key) {
    return key.id().equals(first.keyId()) && new CheckpointVerifier(List.of(key)).verifies(first)
        ? new Consistent(new Witness(first))
        : new Forged(first);
  }

  /**
   * Judges a checkpoint by the links from the remembered head (exclusive) to it (inclusive).
   *
   * @param key the key named by {@code newer}, as the other side gives it
   */
  public WitnessJudgement judge(SignedCheckpoint newer, TrailKey key, Iterable<ChainLink> segment) {
    return judge(newer, key, HashChain.from(last.checkpoint().head()), segment);
  }

  /**
   * Goes on where an earlier part of the way was judged {@link Incomplete}.
   *
   * @param followed began at the remembered head; stands behind the last of {@code segment}
   *     afterwards, so that its head is all that has to be kept between two parts
   */
  public WitnessJudgement judge(
      SignedCheckpoint newer, TrailKey key, HashChain followed, Iterable<ChainLink> segment) {
    var old = last.checkpoint().head();
    var head = newer.checkpoint().head();
    if (!head.tenant().equals(old.tenant())) {
      return new OtherTrail(old.tenant(), head.tenant());
    }
    if (!key.id().equals(newer.keyId()) || !new CheckpointVerifier(List.of(key)).verifies(newer)) {
      return new Forged(newer);
    }
    if (!newer.keyId().equals(last.keyId())) {
      return new KeyChanged(last, newer);
    }
    if (head.index() < old.index()) {
      return new Truncated(last, newer);
    }
    if (head.index() == old.index()) {
      return head.equals(old) ? new Consistent(this) : new SplitView(last, newer);
    }
    return follow(newer, followed, segment);
  }

  private WitnessJudgement follow(
      SignedCheckpoint newer, HashChain chain, Iterable<ChainLink> segment) {
    var target = newer.checkpoint().head();
    for (var link : segment) {
      if (chain.head().index() == target.index()) {
        break; // later entries are the next checkpoint's business
      }
      if (!chain.continuesWith(link)) {
        return new Incomplete(chain.head().index() + 1);
      }
      chain.append(link);
    }
    if (chain.head().index() < target.index()) {
      return new Incomplete(chain.head().index() + 1);
    }
    return chain.head().equals(target)
        ? new Consistent(new Witness(newer))
        : new Rewritten(last, newer);
  }
}
