package no.samsyn.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import no.samsyn.audit.AuditFilter;
import no.samsyn.audit.BundleVerdict;
import no.samsyn.audit.BundleVerifier;
import no.samsyn.audit.ChainHead;
import no.samsyn.audit.CheckpointSigner;
import no.samsyn.audit.Committed;
import no.samsyn.audit.HashChain;
import no.samsyn.audit.Pins;
import no.samsyn.audit.Profile;
import no.samsyn.audit.SealedEntry;
import no.samsyn.audit.TrailKey;
import no.samsyn.model.Fields;
import no.samsyn.model.Value;
import no.samsyn.server.auth.PasswordCost;
import no.samsyn.server.auth.UserAdmin;
import no.samsyn.server.core.CoreRules;
import no.samsyn.server.core.ServerCore;
import no.samsyn.server.erasure.Erasing;
import no.samsyn.server.erasure.ErasureList;
import no.samsyn.server.scope.Role;
import no.samsyn.server.store.AuditCheckpoints;
import no.samsyn.server.store.AuditTable;
import no.samsyn.server.store.Organisations;
import no.samsyn.testkit.Canary;
import no.samsyn.wire.RecordJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person goes, everywhere on the server, and everything that proves something stays. */
abstract class ErasureContract extends ServerContract {
  private static final String WHY = "asked for it on 20 November";
  private static final List<String> TABLES =
      List.of(
          "record",
          "feed",
          "departure",
          "receipt",
          "device",
          "audit_entry",
          "audit_open",
          "account",
          "token_family",
          "open_review");

  @TempDir Path data;

  @Test
  void aContactGoesAndItsNamesAndVersionsStay() {
    var before = contact();
    var cursor = org.ola.cursor();
    var erased = erasing().erase(before.key(), WHY);
    assertThat(erased).isEqualTo(new Erasing.Counts(before.key(), 1, 0, 0));
    var told = org.ola.pull(cursor).records();
    assertThat(told).hasSize(1);
    assertThat(told.get(0).presence()).isEqualTo("erased");
    assertThat(told.get(0).key()).isEqualTo(before.key());
    assertThat(told.get(0).serverId()).isEqualTo(before.serverId());
    assertThat(told.get(0).version()).isEqualTo(before.version() + 1);
    assertThat(told.get(0).fields()).isNull();
    assertNowhere();
    assertChainLeadsToItsHead();
  }

  @Test
  void everybodyHearsOfItWhoeversItWasAndALateDeviceBySnapshot() {
    var before = contact();
    var cursors = List.of(org.siv.cursor(), org.south.cursor(), org.admin.cursor());
    erasing().erase(before.serverId(), WHY);
    var devices = List.of(org.siv, org.south, org.admin);
    for (var i = 0; i < devices.size(); i++) {
      assertThat(devices.get(i).pull(cursors.get(i)).records())
          .extracting(RecordJson::presence)
          .containsExactly("erased");
    }
    for (var device : List.of(org.ola, org.nora, org.north, org.admin)) {
      assertThat(device.snapshot().records().get("contact/" + before.key()).presence())
          .isEqualTo("erased");
    }
  }

  @Test
  void whatReferredToItLosesTheReferenceByAnOrdinaryChange() {
    var contact = contact();
    var activity = activityWith(contact.key());
    var cursor = org.north.cursor();
    assertThat(erasing().erase(contact.key(), WHY).cleared()).isEqualTo(1);
    var told = org.north.pull(cursor).records();
    var after =
        told.stream().filter(record -> record.key().equals(activity.key())).findFirst().get();
    assertThat(after.version()).isEqualTo(activity.version() + 1);
    assertThat(after.fields().get("contact")).isEqualTo(Value.absent());
    assertThat(after.fields().text("place")).isEqualTo("Bodø");
    org.ola.push(org.ola.update(after, "minutes", Value.whole(30))).allApplied();
    var naming = org.activity(org.ola).with("contact", contact.key());
    var again = org.ola.push(org.ola.create("activity", org.ola.key(), naming)).only();
    assertThat(again.problem().code()).isEqualTo("unknown-reference");
  }

  @Test
  void laterPushesAreToldThatItIsErasedAndNothingOfThemIsKept() {
    var before = contact();
    erasing().erase(before.key(), WHY);
    var late = org.ola.update(before, "note", Value.text(Canary.of("late")));
    var answer = org.ola.push(late).only();
    assertThat(answer.status()).isEqualTo("conflict");
    assertThat(answer.record().presence()).isEqualTo("erased");
    var again = org.ola.push(late).only();
    assertThat(again.replayed()).isTrue();
    assertThat(again.record().presence()).isEqualTo("erased");
    var create = org.nora.create("contact", before.key(), canaries(org.nora, "create"));
    assertThat(org.nora.push(create).only().record().presence()).isEqualTo("erased");
    var review = org.ola.create("review", org.ola.key(), review(before, org.ola));
    var refused = org.ola.push(review).only();
    assertThat(refused.status()).isEqualTo("rejected");
    assertThat(refused.problem().code()).isEqualTo("erased");
    var naming = org.activity(org.ola).with("contact", before.key());
    var activity = org.ola.push(org.ola.create("activity", org.ola.key(), naming)).only();
    assertThat(activity.problem().code()).isEqualTo("unknown-reference");
    assertNowhere();
    assertChainLeadsToItsHead();
  }

  @Test
  void aRepeatOfWhatWasAppliedBeforeIsStillKnownAndTellsOfTheErasure() {
    var key = org.ola.key();
    var create = org.ola.create("contact", key, canaries(org.ola, "first"));
    org.ola.push(create).allApplied();
    erasing().erase(key, WHY);
    var again = org.ola.push(create).only();
    assertThat(again.status()).isEqualTo("applied");
    assertThat(again.replayed()).isTrue();
    assertThat(again.record().presence()).isEqualTo("erased");
    assertNowhere();
  }

  @Test
  void reviewsAboutItGo() {
    var contact = contact();
    org.north.push(org.north.update(contact, "phone", Value.text(Canary.of("theirs"))));
    var mine = org.ola.update(contact, "phone", Value.text(Canary.of("mine")));
    assertThat(org.ola.push(mine).only().status()).isEqualTo("conflict");
    var review = org.ola.create("review", org.ola.key(), review(contact, org.ola));
    org.ola.push(review).allApplied();
    assertThat(erasing().erase(contact.key(), WHY).records()).isEqualTo(2);
    assertNowhere();
    assertThat(org.count("select count(*) from open_review")).isZero();
  }

  @Test
  void whatADecisionKeptInARecordOfItsOwnGoesToo() {
    var contact = contact();
    var kept = org.north.create("contact", org.north.key(), canaries(org.ola, "kept"));
    org.north.push(kept).allApplied();
    var made = Map.<String, Value>of("created", Value.text(kept.target().record()));
    var asked = org.ola.create("review", org.ola.key(), review(contact, org.ola));
    var open = org.ola.push(asked).only().record();
    org.north.push(org.north.update(open, "decision", new Value.Structure(made))).allApplied();

    assertThat(erasing().erase(contact.key(), WHY).records()).isEqualTo(3);
    assertNowhere();
  }

  @Test
  void aPeerMentorGoesWithEverythingOwnedAndTheAccount() {
    users()
        .add(
            new UserAdmin.NewUser(
                "ola", "Ola " + Canary.of("full"), Role.MENTOR, List.of(), org.ola.mentorKey()),
            "a long password");
    var contact = contact();
    activityWith(contact.key());
    org.ola.push(org.ola.create("expense", org.ola.key(), expense())).allApplied();
    var gone =
        org.ola
            .push(org.ola.create("contact", org.ola.key(), canaries(org.ola, "gone")))
            .only()
            .record();
    org.ola.push(org.ola.delete(gone)).allApplied();
    var others =
        org.nora
            .push(
                org.nora.create(
                    "activity", org.nora.key(), org.activity(org.nora).with("note", "Noras")))
            .only()
            .record();
    var cursor = org.north.cursor();
    var looked = erasing().look("ola");
    assertThat(looked).isEqualTo(new Erasing.Counts(org.ola.mentorKey(), 5, 0, 1));
    assertThat(erasing().erase("ola", WHY)).isEqualTo(looked);
    assertThat(org.north.pull(cursor).records())
        .extracting(RecordJson::presence)
        .containsOnly("erased")
        .hasSize(5);
    assertNowhere();
    assertThat(dump()).noneMatch(row -> names(row, "ola"));
    assertThat(org.north.snapshot().records().get("activity/" + others.key()).fields().text("note"))
        .isEqualTo("Noras");
    assertChainLeadsToItsHead();
    assertThatThrownBy(() -> erasing().erase("ola", WHY))
        .hasMessageContaining("no user of that name");
  }

  @Test
  void aUserWhoIsNoMentorGoesFromWhatOthersKeep() {
    users()
        .add(
            new UserAdmin.NewUser("nina", "Nina", Role.COORDINATOR, List.of("north"), ""),
            "a long password");
    var proxy = created(org.north, org.ola).record();
    assertThat(proxy.fields().text("reported_by")).isEqualTo("nina");
    var deleted = created(org.north, org.ola).record();
    org.ola.push(org.ola.delete(deleted)).allApplied();
    var assigned = review(proxy, org.ola).with("assigned_to", "nina");
    org.ola.push(org.ola.create("review", org.ola.key(), assigned)).allApplied();
    var erased = erasing().erase("nina", WHY);
    assertThat(erased).isEqualTo(new Erasing.Counts("", 0, 2, 1));
    var after = org.ola.snapshot().records().get("activity/" + proxy.key());
    assertThat(after.fields().get("reported_by")).isEqualTo(Value.absent());
    assertThat(after.fields().get("minutes")).isEqualTo(Value.whole(60));
    assertThat(dump()).noneMatch(row -> names(row, "nina"));
    assertChainLeadsToItsHead();
  }

  @Test
  void theTrailTellsWhoWhenWhyAndHowMuchAndNotWhose() {
    var contact = contact();
    erasing().erase(contact.key(), WHY);
    var last = entries().get(entries().size() - 1);
    assertThat(last.entry().link().action()).isEqualTo("erased");
    assertThat(last.text(Committed.ACTOR)).isEqualTo("operator");
    assertThat(last.text(Committed.RECORD)).isEqualTo(contact.key());
    assertThat(last.text(Committed.after("reason"))).isEqualTo(WHY);
    assertThat(last.open().get(Committed.after("records")).value()).isEqualTo(Value.whole(1));
    erasing().erase(contact.key(), WHY);
    assertThat(entries().get(entries().size() - 1).text(Committed.after("reason")))
        .as("an erasure stays explained when it is asked for again")
        .isEqualTo(WHY);
  }

  @Test
  void aFullExportFromBeforeStillVerifiesAndTheChainLeadsOnFromIt() throws IOException {
    var core = signing();
    var contact = contact();
    var out = new ByteArrayOutputStream();
    core.export()
        .prepare(
            org.admin.caller(),
            new no.samsyn.server.trail.ExportHandler.Request(
                Profile.FULL, AuditFilter.ALL, "Control", ZoneId.of("Europe/Oslo"), 0))
        .write(out);
    erasing().erase(contact.key(), WHY);
    var verifier = new BundleVerifier(Pins.key(SIGNER.key().id()));
    var verdict = verifier.verify(new ByteArrayInputStream(out.toByteArray()), shown -> {});
    assertThat(verdict).isInstanceOf(BundleVerdict.Verified.class);
    assertChainLeadsToItsHead();
    var checkpoint = database().read(tx -> AuditCheckpoints.newest(tx, TestOrganisation.ORG)).get();
    var head = checkpoint.checkpoint().head();
    ChainHead stored = database().read(tx -> AuditTable.headAt(tx, head.tenant(), head.index()));
    assertThat(stored).isEqualTo(head);
  }

  @Test
  void aRestoredDatabaseIsErasedAgainAndWhatItNeverKnewStaysForbidden() throws IOException {
    var contact = contact();
    erasing().erase(contact.key(), WHY);
    var line = Files.readString(data.resolve(ErasureList.FILE));
    assertThat(line).contains(contact.key()).doesNotContain(Canary.of("x").substring(0, 10));
    assertThat(erasing().again()).as("nothing to do").isZero();
    // Another database that a backup might be: the record as it was, and one that came later.
    var revived = contact();
    var unborn = org.ola.key();
    Files.writeString(
        data.resolve(ErasureList.FILE),
        "record default contact "
            + revived.key()
            + " "
            + revived.serverId()
            + "\n"
            + "record default contact "
            + unborn
            + " s-00000000000000000000000000000001\n"
            + "record default cont"); // a kill cut this line short
    assertThat(erasing().again()).isEqualTo(2);
    assertNowhere();
    var create = org.ola.create("contact", unborn, canaries(org.ola, "unborn"));
    assertThat(org.ola.push(create).only().record().presence()).isEqualTo("erased");
    assertNowhere();
    assertChainLeadsToItsHead();
    assertThat(erasing().again()).isZero();
  }

  @Test
  void onlyPersonsAreErasedAndOnlyWithAReason() {
    var activity = activityOf(org.ola);
    assertThatThrownBy(() -> erasing().erase(activity.key(), WHY))
        .hasMessageContaining("no person");
    assertThatThrownBy(() -> erasing().erase("nobody", WHY)).hasMessageContaining("no user");
    assertThatThrownBy(() -> erasing().erase(org.ola.mentorKey(), " "))
        .hasMessageContaining("reason");
    assertThat(data.resolve(ErasureList.FILE)).doesNotExist();
  }

  private Erasing erasing() {
    org.time.pass(Duration.ofSeconds(1)); // other ids than the devices made
    return new Erasing(
        database(),
        TestOrganisation.ORG,
        "operator",
        new ErasureList(data),
        org.time,
        new SeededChance(org.time.now().getEpochSecond()));
  }

  private UserAdmin users() {
    return org.core.users(TestOrganisation.ORG, "operator", PasswordCost.TRIFLING);
  }

  private RecordJson contact() {
    var key = org.ola.key();
    var made =
        org.ola.push(org.ola.create("contact", key, canaries(org.ola, "v1"))).only().record();
    return org.north
        .push(org.north.update(made, "phone", Value.text(Canary.of("phone2"))))
        .only()
        .record();
  }

  private static Fields canaries(TestDevice mentor, String mark) {
    var fields = Fields.of("peer_mentor", Value.text(mentor.mentorKey()));
    for (var name : List.of("display_name", "phone", "email", "municipality", "note", "unknown")) {
      fields = fields.with(name, Canary.of(mark + name));
    }
    return fields;
  }

  private Fields expense() {
    return Fields.of("peer_mentor", Value.text(org.ola.mentorKey()))
        .with("kind", "car")
        .with("date", "2026-11-19")
        .with("amount_ore", 100)
        .with("from_place", Canary.of("from"))
        .with("note", Canary.of("expense"));
  }

  private RecordJson activityWith(String contact) {
    var fields = org.activity(org.ola).with("contact", contact);
    return org.ola.push(org.ola.create("activity", org.ola.key(), fields)).only().record();
  }

  private static Fields review(RecordJson about, TestDevice author) {
    var side = new Value.Structure(Map.of("phone", Value.text(Canary.of("side"))));
    var by = new Value.Structure(Map.of("author", Value.text(author.caller().user())));
    return Fields.of("entity", Value.text(about.entity()))
        .with("record", about.key())
        .with("kind", "two_versions")
        .with("status", "open")
        .with("peer_mentor", author.mentorKey())
        .with("base", side)
        .with("mine", side)
        .with("theirs", side)
        .with("comment", Canary.of("comment"))
        .with("mine_by", by);
  }

  private void assertNowhere() {
    assertThat(dump()).noneMatch(Canary::isIn);
  }

  /** Device ids of these tests hold the user's name; those of devices hold nobody's. */
  private static boolean names(String row, String user) {
    return row.replace("phone-" + user, "").matches("(?s).*\\b" + user + "\\b.*");
  }

  private List<String> dump() {
    var rows = new ArrayList<String>();
    for (var table : TABLES) {
      rows.addAll(
          database()
              .read(
                  tx ->
                      tx.list(
                          "select * from " + table,
                          row -> {
                            var text = new StringBuilder(table);
                            for (var i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                              text.append(' ').append(row.getString(i));
                            }
                            return text.toString();
                          })));
    }
    return rows;
  }

  private List<SealedEntry> entries() {
    return database()
        .read(tx -> AuditTable.page(tx, TestOrganisation.ORG, 0, Long.MAX_VALUE, 10_000));
  }

  private void assertChainLeadsToItsHead() {
    var chain = HashChain.beginning(TestOrganisation.ORG);
    database()
        .read(tx -> AuditTable.links(tx, TestOrganisation.ORG, 0, 10_000))
        .forEach(chain::append);
    var counters = database().read(tx -> Organisations.require(tx, TestOrganisation.ORG));
    assertThat(chain.head().index()).isEqualTo(counters.auditCount());
    assertThat(chain.head().hash()).isEqualTo(counters.auditHash());
    for (var sealed : entries()) {
      var commitments = sealed.entry().particulars().commitments();
      sealed
          .open()
          .forEach((name, salted) -> assertThat(salted.opens(commitments.get(name))).isTrue());
    }
  }

  private static final CheckpointSigner SIGNER = signer();

  private ServerCore signing() {
    org.time.pass(Duration.ofSeconds(1));
    database()
        .write(
            tx -> {
              AuditCheckpoints.insertKey(tx, SIGNER.key(), org.time.now());
              return true;
            });
    return ServerCore.over(
        database(), org.time, new SeededChance(11), CoreRules.PLAIN.with(SIGNER));
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
