package no.samsyn.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import no.samsyn.audit.AuditFilter;
import no.samsyn.audit.AuditFilter.By;
import no.samsyn.audit.BundleVerdict;
import no.samsyn.audit.BundleVerifier;
import no.samsyn.audit.ChainLink;
import no.samsyn.audit.CheckpointSigner;
import no.samsyn.audit.Committed;
import no.samsyn.audit.HashChain;
import no.samsyn.audit.Pins;
import no.samsyn.audit.Profile;
import no.samsyn.audit.SealedEntry;
import no.samsyn.audit.ShownEntry;
import no.samsyn.audit.SignedCheckpoint;
import no.samsyn.audit.TrailKey;
import no.samsyn.audit.Witness;
import no.samsyn.audit.WitnessJudgement;
import no.samsyn.model.Fields;
import no.samsyn.model.Mutation;
import no.samsyn.model.Value;
import no.samsyn.server.core.CoreRules;
import no.samsyn.server.core.ServerCore;
import no.samsyn.server.scope.Refusal;
import no.samsyn.server.store.AuditCheckpoints;
import no.samsyn.server.store.AuditTable;
import no.samsyn.server.store.Organisations;
import no.samsyn.server.trail.AuditHandler;
import no.samsyn.server.trail.ExportHandler;
import org.junit.jupiter.api.Test;

/** The audit chain: what it tells, who vouches for it, what leaves it, on whatever database. */
abstract class TrailContract extends ServerContract {
  private static final CheckpointSigner SIGNER = signer();

  @Test
  void theHeadStandsForEveryEntry() {
    activityOf(org.ola);
    org.ola.push(org.ola.create("activity", org.ola.key(), Fields.NONE));
    var chain = HashChain.beginning(TestOrganisation.ORG);
    links().forEach(chain::append);
    var counters = database().read(tx -> Organisations.require(tx, TestOrganisation.ORG));
    assertThat(chain.head().index()).isEqualTo(counters.auditCount()).isGreaterThan(5);
    assertThat(chain.head().hash()).isEqualTo(counters.auditHash());
    assertThat(all()).allSatisfy(TrailContract::assertOpens);
  }

  @Test
  void whatIsAppliedIsToldWithValuesBeforeAndAfterAndReferencesByKey() {
    var contact = contactOf(org.ola);
    var record = activityOf(org.ola);
    var update = org.north.update(record, "contact", Value.text(contact));
    var changed = org.north.push(update).only().record();
    org.north.push(org.north.update(changed, "minutes", Value.whole(90))).allApplied();
    var entries = all();
    var set = entries.get(entries.size() - 2);
    assertThat(clear(set)).isEqualTo("applied activity update");
    assertThat(set.text(Committed.ACTOR)).isEqualTo("nina");
    assertThat(set.text(Committed.ON_BEHALF_OF)).isEqualTo(org.ola.mentorKey());
    assertThat(set.text(Committed.DEVICE)).isEqualTo("phone-nina");
    assertThat(set.text(Committed.RECORD)).isEqualTo(record.key());
    assertThat(set.text(Committed.MUTATION)).isEqualTo(update.id());
    assertThat(set.entry().particulars().version()).isEqualTo(2);
    assertThat(set.open()).doesNotContainKey(Committed.before("contact"));
    assertThat(set.text(Committed.after("contact"))).isEqualTo(contact);
    var minutes = entries.get(entries.size() - 1);
    assertThat(value(minutes, Committed.before("minutes"))).isEqualTo(Value.whole(60));
    assertThat(value(minutes, Committed.after("minutes"))).isEqualTo(Value.whole(90));
  }

  @Test
  void aConflictIsToldFromBothSidesUnderOneMutation() {
    var seen = activityOf(org.ola);
    org.north.push(org.north.update(seen, "minutes", Value.whole(90))).allApplied();
    var stale = org.ola.update(seen, "minutes", Value.whole(45));
    org.ola.push(stale);
    var entries = all();
    var mine = entries.get(entries.size() - 2);
    var theirs = entries.get(entries.size() - 1);
    assertThat(clear(mine)).isEqualTo("conflicted activity stale");
    assertThat(clear(theirs)).isEqualTo("theirs activity ");
    for (var side : List.of(mine, theirs)) {
      assertThat(side.text(Committed.MUTATION)).isEqualTo(stale.id());
      assertThat(side.text(Committed.RECORD)).isEqualTo(seen.key());
      assertThat(value(side, Committed.before("minutes"))).isEqualTo(Value.whole(60));
    }
    assertThat(mine.text(Committed.ACTOR)).isEqualTo("ola");
    assertThat(theirs.text(Committed.ACTOR)).isEqualTo("nina");
    assertThat(value(mine, Committed.after("minutes"))).isEqualTo(Value.whole(45));
    assertThat(value(theirs, Committed.after("minutes"))).isEqualTo(Value.whole(90));
  }

  @Test
  void aRefusalIsToldByItsCodeAndNothingOfItsContent() {
    var fields = org.activity(org.ola).with("minutes", 0).with("note", "Kanari");
    org.ola.push(org.ola.create("activity", org.ola.key(), fields));
    var entries = all();
    var last = entries.get(entries.size() - 1);
    assertThat(clear(last)).isEqualTo("rejected activity invalid");
    assertThat(last.entry().particulars().fields()).isEmpty();
  }

  @Test
  void namesAndValuesStandInTheErasablePartOnly() {
    var fields = org.activity(org.ola).with("note", "Kanari").with("Kanari-felt", "x");
    var record = org.ola.push(org.ola.create("activity", org.ola.key(), fields)).only().record();
    var kept =
        org.dump(
                "select action || entity || outcome || rest || hash || particulars"
                    + " from audit_entry")
            .toString();
    assertThat(kept)
        .contains("after.note")
        .doesNotContain("Kanari\"")
        .doesNotContain("\"ola\"")
        .doesNotContain("phone-ola")
        .doesNotContain(record.key());
    assertThat(
            org.count(
                "select count(*) from audit_open where actor = 'ola' and device = 'phone-ola'"
                    + " and record_key = '"
                    + record.key()
                    + "'"))
        .isEqualTo(1);
    database().write(tx -> tx.update("delete from audit_open where actor = 'ola'"));
    var chain = HashChain.beginning(TestOrganisation.ORG);
    links().forEach(chain::append);
    var counters = database().read(tx -> Organisations.require(tx, TestOrganisation.ORG));
    assertThat(chain.head().hash()).as("the chain after erasure").isEqualTo(counters.auditHash());
    var entries = all();
    assertThat(entries.get(entries.size() - 1).open()).isEmpty();
  }

  @Test
  void anEntryAsLargeAsAPushIsKeptWhole() {
    var large =
        org.activity(org.ola).with("x", "y".repeat(900_000)).with("z", "\u00e6".repeat(900));
    var record = org.ola.push(org.ola.create("activity", org.ola.key(), large)).only().record();
    org.ola.push(org.ola.update(record, "x", Value.text("z".repeat(900_000)))).allApplied();
    assertThat(org.count("select max(part) from audit_open")).isPositive();
    assertThat(all()).allSatisfy(TrailContract::assertOpens);
    var found = new ByteArrayOutputStream();
    read(AuditFilter.ALL.with(By.RECORD, record.key()), found);
    assertThat(lines(found)).hasSize(2);
  }

  @Test
  void anAdministratorAsksForWhatMatters() {
    var record = activityOf(org.ola);
    org.time.pass(Duration.ofHours(1));
    var from = org.time.now();
    org.north.push(org.north.update(record, "minutes", Value.whole(90))).allApplied();
    org.ola.push(org.ola.update(record, "minutes", Value.whole(45)));
    assertThat(count(AuditFilter.ALL.with(By.RECORD, record.key()))).isEqualTo(4);
    assertThat(count(AuditFilter.ALL.with(By.ACTOR, "nina", "siv"))).isEqualTo(2);
    assertThat(count(AuditFilter.ALL.with(By.ACTION, "conflicted", "theirs"))).isEqualTo(2);
    assertThat(count(AuditFilter.ALL.with(By.OUTCOME, "stale"))).isEqualTo(1);
    assertThat(count(AuditFilter.ALL.with(By.ENTITY, "peer_mentor"))).isEqualTo(3);
    assertThat(count(AuditFilter.ALL.during(from, AuditFilter.ALL.until()))).isEqualTo(3);
    assertThat(count(AuditFilter.ALL.during(AuditFilter.ALL.from(), from))).isEqualTo(5);
    var some = new ByteArrayOutputStream();
    readSome(new AuditHandler.Request(AuditFilter.ALL, 2, 3), some);
    assertThat(lines(some)).hasSize(3);
    assertThat(lines(some).get(0)).contains("\"i\":3,");
  }

  @Test
  void aWitnessFollowsTheLinksFromOneCheckpointToTheNext() {
    activityOf(org.ola);
    var core = signing();
    var first = newest(core);
    var ola = device(core);
    var creates = new ArrayList<Mutation>();
    for (var i = 0; i < 500; i++) {
      creates.add(ola.create("activity", ola.key(), org.activity(org.ola)));
    }
    ola.push(creates.toArray(Mutation[]::new)).allApplied();
    assertThat(newest(core)).as("not yet a thousand").isEqualTo(first);
    var more = new ArrayList<Mutation>();
    for (var i = 0; i < 500; i++) {
      more.add(ola.create("activity", ola.key(), org.activity(org.ola)));
    }
    var answer = ola.push(more.toArray(Mutation[]::new)).allApplied().answer();
    var second = SignedCheckpoint.of(answer.checkpoint());
    assertThat(second.checkpoint().head().index())
        .isEqualTo(first.checkpoint().head().index() + 1_000);
    var segment = new ArrayList<ChainLink>();
    var after = first.checkpoint().head().index();
    for (var asked = 0; asked < 4; asked++) {
      var links = core.trail().links(org.nora.caller(), after, 300);
      links.links().forEach(link -> segment.add(ChainLink.of(link)));
      after = segment.get(segment.size() - 1).index();
    }
    assertThat(new Witness(first).judge(second, SIGNER.key(), segment))
        .isEqualTo(new WitnessJudgement.Consistent(new Witness(second)));
    assertThat(core.trail().links(org.nora.caller(), after, 300).links()).isEmpty();
  }

  @Test
  void aQuietTrailIsSignedAfterADayAndASilentOneNotAgain() {
    var core = signing();
    var ola = device(core);
    var first = newest(core);
    ola.push(ola.create("activity", ola.key(), org.activity(org.ola))).allApplied();
    org.time.pass(Duration.ofHours(23));
    assertThat(newest(core)).isEqualTo(first);
    org.time.pass(Duration.ofHours(1));
    var page = ola.pull(ola.cursor());
    var second = SignedCheckpoint.of(page.checkpoint());
    assertThat(second.checkpoint().head().index()).isEqualTo(first.checkpoint().head().index() + 1);
    org.time.pass(Duration.ofDays(2));
    assertThat(newest(core)).as("nothing new to sign").isEqualTo(second);
    var again = ServerCore.over(database(), org.time, new SeededChance(3));
    assertThat(newest(again)).as("known without the key").isEqualTo(second);
  }

  @Test
  void anExportVerifiesAndHoldsItsOwnRecord() throws IOException {
    var core = signing();
    var ola = device(core);
    var record = ola.push(ola.create("activity", ola.key(), org.activity(org.ola))).only().record();
    var filter = AuditFilter.ALL.with(By.RECORD, record.key());
    var out = new ByteArrayOutputStream();
    var asked = request(Profile.FULL, AuditFilter.ALL, "Control of 2026", 0);
    core.export().prepare(org.admin.caller(), asked).write(out);
    var shown = new ArrayList<ShownEntry>();
    var verdict = verify(out, shown);
    assertThat(verdict).isInstanceOf(BundleVerdict.Verified.class);
    var last = shown.get(shown.size() - 1);
    assertThat(last.entry().link().action()).isEqualTo("exported");
    assertThat(last.entry().link().outcome()).isEqualTo("full");
    assertThat(last.text(Committed.ACTOR)).isEqualTo("admin");
    assertThat(last.text(Committed.DETAIL)).contains("everything").contains("Control of 2026");
    var control = new ByteArrayOutputStream();
    core.export()
        .prepare(org.admin.caller(), request(Profile.CONTROL, filter, "", 2))
        .write(control);
    shown.clear();
    assertThat(verify(control, shown)).isInstanceOf(BundleVerdict.Verified.class);
    assertThat(shown).hasSize(1);
    assertThat(shown.get(0).text(Committed.RECORD)).startsWith("record-");
  }

  @Test
  void onlyAdministratorsExportAndNamesNeedAReason() {
    var core = signing();
    var asked = request(Profile.CONTROL, AuditFilter.ALL, "", 0);
    for (var device : List.of(org.ola, org.north)) {
      assertThatThrownBy(() -> core.export().prepare(device.caller(), asked))
          .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.status()).isEqualTo(403));
    }
    assertThatThrownBy(() -> request(Profile.FULL, AuditFilter.ALL, " ", 0))
        .isInstanceOf(Refusal.class);
    assertThat(org.count("select count(*) from audit_entry where action = 'exported'")).isZero();
  }

  private ServerCore signing() {
    org.time.pass(Duration.ofSeconds(1)); // other ids than the first devices made
    database()
        .write(
            tx -> {
              AuditCheckpoints.insertKey(tx, SIGNER.key(), org.time.now());
              return true;
            });
    return ServerCore.over(
        database(), org.time, new SeededChance(11), CoreRules.PLAIN.with(SIGNER));
  }

  private TestDevice device(ServerCore core) {
    return new TestDevice(core, org.time, org.ola.caller(), org.ola.mentorKey());
  }

  private SignedCheckpoint newest(ServerCore core) {
    return SignedCheckpoint.of(core.trail().links(org.nora.caller(), 0, 1).checkpoint());
  }

  private static ExportHandler.Request request(
      Profile profile, AuditFilter filter, String reason, long after) {
    return new ExportHandler.Request(profile, filter, reason, ZoneId.of("Europe/Oslo"), after);
  }

  private BundleVerdict verify(ByteArrayOutputStream bundle, List<ShownEntry> shown)
      throws IOException {
    return new BundleVerifier(Pins.key(SIGNER.key().id()))
        .verify(new ByteArrayInputStream(bundle.toByteArray()), shown::add);
  }

  private List<ChainLink> links() {
    return database().read(tx -> AuditTable.links(tx, TestOrganisation.ORG, 0, 10_000));
  }

  private List<SealedEntry> all() {
    return database()
        .read(tx -> AuditTable.page(tx, TestOrganisation.ORG, 0, Long.MAX_VALUE, 10_000));
  }

  private long count(AuditFilter filter) {
    var out = new ByteArrayOutputStream();
    read(filter, out);
    return lines(out).size();
  }

  private void read(AuditFilter filter, ByteArrayOutputStream out) {
    readSome(new AuditHandler.Request(filter, 0, 0), out);
  }

  private void readSome(AuditHandler.Request request, ByteArrayOutputStream out) {
    try {
      org.core.audit().audit(org.admin.caller(), request, out);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> lines(ByteArrayOutputStream out) {
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private static void assertOpens(SealedEntry sealed) {
    var commitments = sealed.entry().particulars().commitments();
    assertThat(sealed.open().keySet()).isEqualTo(commitments.keySet());
    sealed
        .open()
        .forEach((name, salted) -> assertThat(salted.opens(commitments.get(name))).isTrue());
  }

  private static String clear(SealedEntry sealed) {
    var link = sealed.entry().link();
    return link.action() + " " + link.entity() + " " + link.outcome();
  }

  private static Value value(SealedEntry sealed, String name) {
    return sealed.open().get(name).value();
  }

  private static CheckpointSigner signer() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      var pair = generator.generateKeyPair();
      return new CheckpointSigner(pair.getPrivate(), TrailKey.of(pair.getPublic()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
