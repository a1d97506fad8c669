package no.samsyn.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import no.samsyn.audit.AuditAction;
import no.samsyn.audit.AuditEvent;
import no.samsyn.audit.Checkpoint;
import no.samsyn.audit.SignedCheckpoint;
import no.samsyn.audit.Witness;
import no.samsyn.sync.SyncReport.Stop;
import no.samsyn.testkit.Samples;
import no.samsyn.testkit.TestDevice;
import no.samsyn.testkit.TrailServer;
import org.junit.jupiter.api.Test;

/** A device as the witness of a trail that is honest, or cut, or rewritten, or told in two ways. */
class TrailWatchTest {
  private final TestDevice device = TestDevice.ofOla(1);
  private final TrailServer server = new TrailServer().grow(10, "first");

  private void sync(TrailServer with) {
    var report =
        device.engine(with).run(RunBudget.of(Duration.ofMinutes(5)), SyncEngine.Trigger.NOW);
    assertThat(report.stop()).isEqualTo(Stop.FINISHED); // whatever the trail is like
  }

  private Optional<SignedCheckpoint> remembered() {
    return device.run(tx -> new WitnessFacts(tx.facts()).witness().map(Witness::last));
  }

  private Optional<WitnessAlarm> alarm() {
    return device.run(tx -> new WitnessFacts(tx.facts()).alarm());
  }

  private List<AuditEvent> alarmsInTheTrail() {
    return device.run(tx -> tx.audit().list(0, 1_000)).stream()
        .filter(event -> event.action() == AuditAction.WITNESS_ALARM)
        .toList();
  }

  private void raised(WitnessAlarm.Kind kind, SignedCheckpoint remembered, TrailServer by) {
    var raised = alarm().orElseThrow(() -> new AssertionError("no alarm"));
    assertThat(raised.kind()).isEqualTo(kind);
    assertThat(raised.remembered()).isEqualTo(remembered);
    assertThat(raised.shown()).isEqualTo(by.checkpoint());
    assertThat(remembered()).contains(remembered);
    assertThat(alarmsInTheTrail()).hasSize(1);
    assertThat(alarmsInTheTrail().get(0).outcome()).isEqualTo(kind.code());
    assertThat(device.run(SyncEngine::status).auditAlarm()).isEqualTo(kind.code());
    sync(by);
    assertThat(alarmsInTheTrail()).as("the same evidence is told once").hasSize(1);
  }

  @Test
  void whatIsShownFirstIsRemembered() {
    sync(server);
    assertThat(remembered()).contains(server.checkpoint());
    assertThat(alarm()).isEmpty();
    assertThat(device.run(SyncEngine::status).auditAlarm()).isEmpty();
  }

  @Test
  void honestGrowthIsFollowedPageByPageAndKnownThingsAreNotAskedForAgain() {
    sync(server);
    server.linksPerAnswer(7).grow(30, "more");
    var before = server.trailCalls();
    sync(server);
    assertThat(remembered()).contains(server.checkpoint());
    assertThat(server.trailCalls() - before).isEqualTo(5);
    sync(server);
    assertThat(server.trailCalls() - before).isEqualTo(5);
    assertThat(alarm()).isEmpty();
  }

  @Test
  void aLongTrailIsAskedForInPagesThatStayBelowTheLimitOfAnAnswer() {
    sync(server);
    server.linksPerAnswer(100_000).grow(7_000, "more");
    sync(server);
    assertThat(remembered()).contains(server.checkpoint());
    assertThat(server.mostLinks()).isLessThanOrEqualTo(5_000);
  }

  @Test
  void aWayThatWasInterruptedGoesOnWhereItStopped() {
    sync(server);
    server.linksPerAnswer(10).grow(100, "more").failingAfter(6);
    sync(server);
    assertThat(remembered().map(each -> each.checkpoint().head().index())).contains(10L);
    var before = server.trailCalls();
    server.failingAfter(Integer.MAX_VALUE).grow(5, "even more");
    sync(server);
    assertThat(remembered()).contains(server.checkpoint());
    assertThat(server.trailCalls() - before).isEqualTo(5); // 45 links, not 105
    assertThat(alarm()).isEmpty();
  }

  @Test
  void aTrailThatWasCutRaisesTheAlarm() {
    sync(server);
    var seen = server.checkpoint();
    sync(server.cutTo(8));
    raised(WitnessAlarm.Kind.TRUNCATED, seen, server);
  }

  @Test
  void aTrailThatWasRewrittenRaisesTheAlarmHoweverMuchWasAdded() {
    sync(server);
    var seen = server.checkpoint();
    sync(server.linksPerAnswer(4).cutTo(6).grow(20, "another story"));
    raised(WitnessAlarm.Kind.REWRITTEN, seen, server);
  }

  /** The first half of the way was followed honestly, then history behind it was changed. */
  @Test
  void aTrailThatWasRewrittenInTheMiddleOfTheWayRaisesTheAlarm() {
    sync(server);
    var seen = server.checkpoint();
    sync(server.linksPerAnswer(4).grow(20, "more").failingAfter(3));
    server.failingAfter(Integer.MAX_VALUE).cutTo(5).grow(30, "another story");
    sync(server);
    raised(WitnessAlarm.Kind.REWRITTEN, seen, server);
  }

  /** What was followed but never signed for proves nothing: the next signed way decides. */
  @Test
  void aWayThatLedNowhereIsFollowedAgainBeforeAnybodyIsAccused() {
    sync(server);
    sync(server.linksPerAnswer(4).grow(20, "never signed for").failingAfter(3));
    server.failingAfter(Integer.MAX_VALUE).cutTo(10).grow(30, "what stands");
    sync(server);
    assertThat(alarm()).isEmpty();
    assertThat(remembered()).contains(server.checkpoint());
  }

  @Test
  void twoStoriesUnderOneIndexRaiseTheAlarm() {
    sync(server);
    var seen = server.checkpoint();
    sync(server.cutTo(9).grow(1, "told to others"));
    raised(WitnessAlarm.Kind.SPLIT_VIEW, seen, server);
  }

  @Test
  void anotherKeyRaisesTheAlarm() {
    sync(server);
    var seen = server.checkpoint();
    sync(server.grow(3, "more").withAnotherKey());
    raised(WitnessAlarm.Kind.KEY_CHANGED, seen, server);
  }

  @Test
  void aWrongSignatureRaisesTheAlarmAlsoAtFirstContact() {
    var honest = server.checkpoint();
    var stranger =
        TrailServer.signer().sign(new Checkpoint(honest.checkpoint().head(), Samples.NOW));
    var forged = new SignedCheckpoint(honest.checkpoint(), honest.keyId(), stranger.signature());
    sync(server.showing(forged));
    assertThat(alarm().map(WitnessAlarm::kind)).contains(WitnessAlarm.Kind.FORGED);
    assertThat(remembered()).isEmpty();
    sync(server.sign());
    assertThat(remembered()).contains(server.checkpoint());
  }

  @Test
  void anHonestTrailIsFollowedOnAfterAnAlarmAndTheAlarmStays() {
    var early = server.checkpoint();
    sync(server.grow(5, "more"));
    sync(server.showing(early));
    assertThat(alarm().map(WitnessAlarm::kind)).contains(WitnessAlarm.Kind.TRUNCATED);
    sync(server.grow(3, "and more"));
    assertThat(remembered()).contains(server.checkpoint());
    assertThat(alarm().map(WitnessAlarm::shown)).contains(early);
  }
}
