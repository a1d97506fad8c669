package no.samsyn.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipFile;
import no.samsyn.audit.AuditAction;
import no.samsyn.audit.AuditEvent;
import no.samsyn.audit.AuditFilter;
import no.samsyn.audit.AuditFilter.By;
import no.samsyn.audit.BundleVerdict;
import no.samsyn.audit.Bytes32;
import no.samsyn.audit.ChainHead;
import no.samsyn.audit.Checkpoint;
import no.samsyn.audit.CheckpointSigner;
import no.samsyn.audit.Profile;
import no.samsyn.audit.SignedCheckpoint;
import no.samsyn.model.Fields;
import no.samsyn.model.Value;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.store.DeviceTrailKey;
import no.samsyn.store.Sql;
import no.samsyn.store.SqlStore;
import no.samsyn.sync.Account;
import no.samsyn.sync.OrganisationTrail;
import no.samsyn.sync.Reply;
import no.samsyn.sync.SyncStore.Durability;
import no.samsyn.testkit.Samples;
import no.samsyn.testkit.SeededChance;
import no.samsyn.testkit.SqliteStores;
import no.samsyn.testkit.TestDevice;
import no.samsyn.testkit.TrailServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From saved records to a file in a stranger's hands, and what that stranger can tell. */
class AuditExportTest {
  private static final String CANARY = "Kanarifugl";

  @TempDir Path folder;
  private SqlStore store;
  private TestDevice device;
  private final ServedBundle server = new ServedBundle();

  @BeforeEach
  void open() throws IOException {
    Files.createDirectories(folder.resolve("store"));
    reopen();
    device.signIn(new Account("ola-" + CANARY, CANARY, "mentor", TestDevice.OLA, List.of()));
    var mentor = Fields.of("display_name", Value.text(CANARY));
    device.knows("peer_mentor", TestDevice.OLA, 1, mentor);
    device.knows("activity_type", TestDevice.VISIT, 1, mentor);
    for (var i = 0; i < 12; i++) {
      var contact = device.addContact(CANARY + " " + i);
      device.edit(contact, "phone", Value.text("+47 " + CANARY));
      device.edit(contact, "note", Value.text("=cmd " + CANARY));
      device.addActivity(contact, 10 + i);
    }
  }

  private void reopen() {
    store =
        SqlStore.open(
            SqliteStores.open(folder.resolve("store")), PeerSupport.schemas(), new SeededChance(4));
    device = new TestDevice(9, store);
  }

  @AfterEach
  void close() {
    store.close();
  }

  /** The server's export is what somebody put here. */
  private static final class ServedBundle implements OrganisationTrail {
    private byte[] bundle = {};

    @Override
    public Reply<Long> entries(AuditFilter filter, long after, int limit, Visitor visitor) {
      throw new IllegalStateException("not asked for here");
    }

    @Override
    public Reply<Long> newest(AuditFilter filter, long before, int limit, Visitor visitor) {
      throw new IllegalStateException("not asked for here");
    }

    @Override
    public Reply<Long> export(Wish wish, OutputStream out) throws IOException {
      out.write(bundle);
      return new Reply.Answer<>((long) bundle.length);
    }
  }

  private AuditExport exports() {
    return new AuditExport(store, server, device.time, device.chance);
  }

  private BundleVerdict.Verified export(AuditFilter filter, Profile profile, Path file) {
    return exports()
        .export(
            new AuditExport.What(AuditDesk.Of.DEVICE, filter, profile, "control visit"),
            where(file, AuditExport.Format.BUNDLE),
            (entries, of) -> {});
  }

  private static AuditExport.Where where(Path file, AuditExport.Format format) {
    return new AuditExport.Where(file, format, false, ZoneOffset.UTC, "samsyn test");
  }

  private static BundleVerdict verify(Path file, BundleVerdict.Verified known) {
    return BundleCheck.verify(file, Set.of(known.keyId()), List.of());
  }

  @Test
  void whatTheFilterShowsIsExportedWithTheExportItselfInIt() {
    var file = folder.resolve("all.zip");
    var filter = AuditFilter.ALL.with(By.ACTION, "exported", "coalesced");
    var verified = export(filter, Profile.FULL, file);
    var desk = new AuditDesk(store, server);
    var listed = desk.list(AuditDesk.Of.DEVICE, filter, 1_000);
    assertThat(verified.manifest().counts().shown()).isEqualTo(25);
    assertThat(listed.total()).hasValue(25);
    assertThat(listed.rows().get(0).event().action()).isEqualTo(AuditAction.EXPORTED);
    assertThat(listed.rows().get(0).event().detail()).endsWith("; control visit");
    assertThat(listed.rows().get(0).event().outcome()).isEqualTo("full");
    assertThat(verify(file, verified)).isInstanceOf(BundleVerdict.Verified.class);
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void everyOneOfFiftyRandomEditsOfAFileIsFound() throws IOException {
    var file = folder.resolve("all.zip");
    var verified = export(AuditFilter.ALL, Profile.CONTROL, file);
    var whole = Files.readAllBytes(file);
    var random = new Random(50);
    for (var edit = 0; edit < 50; edit++) {
      var changed = whole.clone();
      changed[random.nextInt(whole.length)] ^= (byte) (1 + random.nextInt(255));
      var forged = folder.resolve("forged-" + edit + ".zip");
      Files.write(forged, changed);
      assertThat(verify(forged, verified).exitCode()).as("edit %d", edit).isBetween(1, 2);
    }
    assertThat(verify(file, verified).exitCode()).isZero();
  }

  /** The one who cuts it holds store and key: only what was noted elsewhere tells. */
  @Test
  void aTrailThatWasCutAndSignedAnewIsFoundByThePinnedHeadAlone() {
    var before = export(AuditFilter.ALL, Profile.CONTROL, folder.resolve("before.zip"));
    var head = before.manifest().head();
    change("delete from audit_entry where place > 20");
    var file = folder.resolve("after.zip");
    var after = export(AuditFilter.ALL, Profile.CONTROL, file);
    assertThat(after.keyId()).isEqualTo(before.keyId());
    assertThat(verify(file, before).exitCode()).isZero();
    var pinned =
        BundleCheck.verify(file, Set.of(before.keyId()), List.of(BundleCheck.HeadPin.of(head)));
    assertThat(pinned).isInstanceOf(BundleVerdict.Bad.class);
    assertThat(((BundleVerdict.Bad) pinned).reason()).contains("cut");
    assertThat(new AuditDesk(store, server).verify(List.of(BundleCheck.HeadPin.of(head))))
        .isInstanceOf(AuditDesk.OwnTrail.Damaged.class);
  }

  private void change(String statement) {
    store.close();
    try (Sql sql = SqliteStores.open(folder.resolve("store"))) {
      sql.inTransaction(Durability.FORCED, s -> s.update(statement));
    }
    reopen();
  }

  @Test
  void theOwnTrailIsVerifiedAndEveryKindOfChangeIsNamed() {
    var desk = new AuditDesk(store, server);
    assertThat(desk.verify(List.of())).isInstanceOf(AuditDesk.OwnTrail.Whole.class);
    var kind = "(select kind from audit_entry where place = 4)";
    for (var statement :
        List.of(
            "update audit_entry set happened_at = happened_at + 1 where place = 7",
            "update audit_entry set kind = " + kind + " where place = 7",
            "update audit_entry set particulars = replace(particulars, '1', '2') where place = 7",
            "update audit_entry set hash = replace(hash, 'a', 'b') where place = 7",
            "update audit_entry set opened = replace(opened, 'a', 'b') where place = 7",
            "update audit_entry set opened = 'x' where place = 7",
            "delete from audit_entry where place = 7")) {
      var copy = copy();
      change(statement);
      var found = new AuditDesk(store, server).verify(List.of());
      assertThat(found).as(statement).isInstanceOf(AuditDesk.OwnTrail.Damaged.class);
      assertThat(((AuditDesk.OwnTrail.Damaged) found).index()).as(statement).isBetween(7L, 8L);
      putBack(copy);
    }
    change("update audit_entry set opened = '', on_behalf_of = '', record_key = '', detail = ''");
    assertThat(new AuditDesk(store, server).verify(List.of()))
        .as("what is erased beside the chain is no damage")
        .isInstanceOf(AuditDesk.OwnTrail.Whole.class);
  }

  private byte[] copy() {
    store.close();
    try {
      return Files.readAllBytes(folder.resolve("store").resolve(SqliteStores.FILE));
    } catch (IOException e) {
      throw new AssertionError(e);
    } finally {
      reopen();
    }
  }

  private void putBack(byte[] copy) {
    store.close();
    try {
      Files.write(folder.resolve("store").resolve(SqliteStores.FILE), copy);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    reopen();
  }

  @Test
  void noPersonalWordLeavesInAControlExportNorInItsTable() throws IOException {
    var filter = AuditFilter.ALL.with(By.ACTOR, "ola-" + CANARY);
    var file = folder.resolve("control.zip");
    export(filter, Profile.CONTROL, file);
    assertThat(text(file)).doesNotContain(CANARY).contains("person-");
    var table = folder.resolve("control.csv");
    exports()
        .export(
            new AuditExport.What(AuditDesk.Of.DEVICE, filter, Profile.CONTROL, ""),
            where(table, AuditExport.Format.CSV),
            (entries, of) -> {});
    assertThat(Files.readString(table)).doesNotContain(CANARY).contains("person-");
    var full = folder.resolve("full.zip");
    export(AuditFilter.ALL, Profile.FULL, full);
    assertThat(text(full)).as("the canary would have been seen").contains(CANARY);
  }

  private static String text(Path bundle) throws IOException {
    var all = new StringBuilder();
    try (var zip = new ZipFile(bundle.toFile())) {
      for (var entry : Collections.list(zip.entries())) {
        all.append(new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return all.toString();
  }

  @Test
  void aTableShowsWhatTheBundleShowsAndNoCellIsAFormula() throws IOException {
    var table = folder.resolve("full.csv");
    exports()
        .export(
            new AuditExport.What(
                AuditDesk.Of.DEVICE, AuditFilter.ALL.with(By.ENTITY, "contact"), Profile.FULL, "x"),
            where(table, AuditExport.Format.CSV),
            (entries, of) -> {});
    var lines = Files.readString(table).split("\r\n", -1);
    assertThat(lines[0]).contains("rows;48");
    assertThat(String.join("\n", lines)).contains("'=cmd " + CANARY).doesNotContain(";=cmd");
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void aFileThatIsThereIsNotReplacedAndNothingIsNoted() throws IOException {
    var file = folder.resolve("mine.txt");
    Files.writeString(file, "mine");
    assertThatThrownBy(() -> export(AuditFilter.ALL, Profile.CONTROL, file))
        .isInstanceOf(Trouble.class)
        .hasMessageContaining("exists already");
    assertThat(Files.readString(file)).isEqualTo("mine");
    List<AuditEvent> events = device.run(tx -> tx.audit().list(0, 1_000));
    assertThat(events).extracting(AuditEvent::action).doesNotContain(AuditAction.EXPORTED);
  }

  @Test
  void aFullExportSaysWhyAndTheOrganisationsIsForItsAdministrators() {
    assertThatThrownBy(
            () ->
                exports()
                    .export(
                        new AuditExport.What(
                            AuditDesk.Of.DEVICE, AuditFilter.ALL, Profile.FULL, " "),
                        where(folder.resolve("f.zip"), AuditExport.Format.BUNDLE),
                        (entries, of) -> {}))
        .isInstanceOfSatisfying(
            Trouble.class, e -> assertThat(e.kind()).isEqualTo(Trouble.Kind.WRONG_USE));
    assertThatThrownBy(() -> ofOrganisation(folder.resolve("o.zip")))
        .isInstanceOf(Trouble.class)
        .hasMessageContaining("administrators");
  }

  private BundleVerdict.Verified ofOrganisation(Path file) {
    return exports()
        .export(
            new AuditExport.What(AuditDesk.Of.ORGANISATION, AuditFilter.ALL, Profile.CONTROL, ""),
            where(file, AuditExport.Format.BUNDLE),
            (entries, of) -> {});
  }

  @Test
  void whatTheServerHandsOutMustFitWhatThisDeviceWitnessed() throws IOException {
    var served = folder.resolve("served.zip");
    var verified = export(AuditFilter.ALL, Profile.CONTROL, served);
    server.bundle = Files.readAllBytes(served);
    device.signIn(new Account("ada", "Ada", "administrator", "", List.of()));
    var signer = new DeviceTrailKey(store).signer();
    remember(verified.checkpoint());
    var kept = folder.resolve("kept.zip");
    assertThat(ofOrganisation(kept).proved())
        .anyMatch(sentence -> sentence.contains("pinned head at entry"));
    assertThat(Files.readAllBytes(kept)).isEqualTo(server.bundle);

    refused(signer, head(verified, 0x55), "differ");
    refused(TrailServer.signer(), verified.manifest().head(), "not pinned");
    server.bundle = Arrays.copyOf(server.bundle, server.bundle.length / 2);
    remember(verified.checkpoint());
    assertThatThrownBy(() -> ofOrganisation(folder.resolve("half.zip")))
        .isInstanceOf(Trouble.class)
        .hasMessageContaining("does not prove");
    assertThat(names()).doesNotContain("half.zip", "refused.zip");
  }

  private static ChainHead head(BundleVerdict.Verified verified, int noise) {
    var bytes = verified.manifest().head().hash().toByteArray();
    bytes[0] ^= (byte) noise;
    var head = verified.manifest().head();
    return new ChainHead(head.tenant(), head.index(), Bytes32.of(bytes));
  }

  private void refused(CheckpointSigner signer, ChainHead head, String because) {
    remember(signer.sign(new Checkpoint(head, Samples.NOW)));
    assertThatThrownBy(() -> ofOrganisation(folder.resolve("refused.zip")))
        .isInstanceOf(Trouble.class)
        .hasMessageContaining("so it was not kept: ")
        .hasMessageContaining(because);
  }

  private void remember(SignedCheckpoint checkpoint) {
    device.run(
        tx -> {
          var text = new String(checkpoint.canonical(), StandardCharsets.UTF_8);
          tx.facts().set("witness.last", text);
          return true;
        });
  }

  private Set<String> names() throws IOException {
    try (var files = Files.list(folder)) {
      var names = new ArrayList<String>();
      files.forEach(file -> names.add(file.getFileName().toString()));
      return new TreeSet<>(names);
    }
  }
}
