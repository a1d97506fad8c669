package no.samsyn.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import no.samsyn.audit.WitnessJudgement.Consistent;
import no.samsyn.audit.WitnessJudgement.Forged;
import no.samsyn.audit.WitnessJudgement.Incomplete;
import no.samsyn.audit.WitnessJudgement.KeyChanged;
import no.samsyn.audit.WitnessJudgement.OtherTrail;
import no.samsyn.audit.WitnessJudgement.Rewritten;
import no.samsyn.audit.WitnessJudgement.SplitView;
import no.samsyn.audit.WitnessJudgement.Truncated;
import org.junit.jupiter.api.Test;

/** I40: what a device remembers is enough to see that its server tells another story. */
class WitnessTest {
  private static final TestTrail TRAIL = TestTrail.of(60);
  private static final TrailKey KEY = TestTrail.SIGNER.key();
  private static final Witness AT_20 = new Witness(at(20));

  private static SignedCheckpoint at(int index) {
    return signed(TestTrail.SIGNER, TRAIL.heads.get(index));
  }

  private static SignedCheckpoint signed(CheckpointSigner signer, ChainHead head) {
    return signer.sign(new Checkpoint(head, TestTrail.START));
  }

  private static List<ChainLink> links(int after, int to) {
    return TRAIL.entries.subList(after, to).stream().map(one -> one.entry().link()).toList();
  }

  private static ChainHead otherHead(int index) {
    return new ChainHead(TestTrail.TENANT, index, Bytes32.of(new byte[32]));
  }

  @Test
  void everyOlderHeadIsConsistentWithEveryNewerOne() {
    for (var old = 1; old <= 60; old++) {
      for (var newer = old; newer <= 60; newer += 7) {
        var judgement = new Witness(at(old)).judge(at(newer), KEY, links(old, newer));
        assertThat(judgement).isInstanceOf(Consistent.class);
        assertThat(((Consistent) judgement).next().last().checkpoint().head().index())
            .isEqualTo(newer);
      }
    }
  }

  @Test
  void aSegmentThatIsTooShortOrHasAGapIsAskedForAgain() {
    assertThat(AT_20.judge(at(40), KEY, links(20, 39))).isEqualTo(new Incomplete(40));
    assertThat(AT_20.judge(at(40), KEY, List.of())).isEqualTo(new Incomplete(21));
    assertThat(AT_20.judge(at(40), KEY, links(25, 40))).isEqualTo(new Incomplete(21));
    assertThat(AT_20.judge(at(40), KEY, links(20, 60))).isInstanceOf(Consistent.class);
  }

  @Test
  void aRewrittenPastIsSeen() {
    for (var i = 0; i < 20; i++) {
      var segment = new ArrayList<>(links(20, 40));
      var l = segment.get(i);
      segment.set(
          i,
          new ChainLink(l.tenant(), l.index(), l.at(), l.action(), l.entity(), "other", l.rest()));
      assertThat(AT_20.judge(at(40), KEY, segment)).isInstanceOf(Rewritten.class);
    }
    var rewritten = new Witness(signed(TestTrail.SIGNER, otherHead(20)));
    assertThat(rewritten.judge(at(40), KEY, links(20, 40))).isInstanceOf(Rewritten.class);
  }

  @Test
  void aTrailThatWasCutIsSeen() {
    assertThat(AT_20.judge(at(19), KEY, List.of())).isInstanceOf(Truncated.class);
  }

  @Test
  void twoStoriesForOneIndexAreSeen() {
    assertThat(AT_20.judge(signed(TestTrail.SIGNER, otherHead(20)), KEY, List.of()))
        .isInstanceOf(SplitView.class);
    assertThat(AT_20.judge(at(20), KEY, List.of())).isEqualTo(new Consistent(AT_20));
  }

  @Test
  void aNewKeyIsNotTrustedByItselfAndAForgedSignatureNever() {
    var byStranger = signed(TestTrail.STRANGER, TRAIL.heads.get(30));
    assertThat(AT_20.judge(byStranger, TestTrail.STRANGER.key(), links(20, 30)))
        .isInstanceOf(KeyChanged.class);
    assertThat(AT_20.judge(byStranger, KEY, links(20, 30))).isInstanceOf(Forged.class);
    var renamed = new SignedCheckpoint(byStranger.checkpoint(), KEY.id(), byStranger.signature());
    assertThat(AT_20.judge(renamed, KEY, links(20, 30))).isInstanceOf(Forged.class);
    assertThat(Witness.begin(renamed, KEY)).isInstanceOf(Forged.class);
    assertThat(Witness.begin(at(1), KEY)).isInstanceOf(Consistent.class);
  }

  @Test
  void theTrailOfAnotherOrganisationIsNoNewerOne() {
    var other = new ChainHead("other", 30, TRAIL.heads.get(30).hash());
    assertThat(AT_20.judge(signed(TestTrail.SIGNER, other), KEY, links(20, 30)))
        .isEqualTo(new OtherTrail(TestTrail.TENANT, "other"));
  }

  @Test
  void everyJudgementIsTriedHere() {
    assertThat(WitnessJudgement.class.getPermittedSubclasses()).hasSize(8);
  }

  @Test
  void everyMemberOfACheckpointIsSigned() {
    var signed = at(20);
    var verifier = new CheckpointVerifier(List.of(KEY));
    var head = signed.checkpoint().head();
    var at = signed.checkpoint().at();
    assertThat(verifier.verifies(signed)).isTrue();
    assertThat(SignedCheckpoint.of(signed.canonical())).isEqualTo(signed);
    for (var other :
        List.of(
            new Checkpoint(new ChainHead("x", head.index(), head.hash()), at),
            new Checkpoint(new ChainHead(head.tenant(), 21, head.hash()), at),
            new Checkpoint(otherHead(20), at),
            new Checkpoint(head, at.plusMillis(1)))) {
      assertThat(verifier.verifies(new SignedCheckpoint(other, KEY.id(), signed.signature())))
          .isFalse();
    }
  }

  @Test
  void theSignedBytesOfACheckpointNeverChange() {
    var checkpoint = new Checkpoint(new ChainHead("org", 7, ChainHead.GENESIS), TestTrail.START);
    assertThat(Bytes32.hex(checkpoint.encoded()))
        .isEqualTo("01" + "00000003" + "6f7267" + "0000000000000007" + "00".repeat(32) + MILLIS);
  }

  private static final String MILLIS = "000001a1f7f83000";
}
