package no.samsyn.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import no.samsyn.audit.AuditFilter.By;
import no.samsyn.audit.BundleVerdict.Bad;
import no.samsyn.audit.BundleVerdict.Verified;
import no.samsyn.model.FieldChange;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.Value;
import no.samsyn.testkit.SeededChance;
import org.junit.jupiter.api.Test;

class BundleTest {
  private static final TestTrail TRAIL = TestTrail.of(60);

  private static Verified verified(byte[] bundle, Pins pins) {
    var verdict = TestTrail.verify(bundle, pins);
    assertThat(verdict).isInstanceOf(Verified.class);
    assertThat(verdict.exitCode()).isZero();
    return (Verified) verdict;
  }

  private static List<ShownEntry> shown(byte[] bundle) {
    var shown = new ArrayList<ShownEntry>();
    try {
      new BundleVerifier(Pins.NONE).verify(new ByteArrayInputStream(bundle), shown::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return shown;
  }

  @Test
  void whatIsExportedIsExactlyWhatTheFilterShows() {
    var filter = AuditFilter.ALL.with(By.ACTOR, "mentor-1", "mentor-2").with(By.ENTITY, "activity");
    var expected =
        TRAIL.entries.stream()
            .filter(
                one ->
                    one.entry().link().entity().equals("activity")
                        && List.of("mentor-1", "mentor-2").contains(one.text(Committed.ACTOR)))
            .map(one -> one.entry().index())
            .toList();
    for (var profile : Profile.values()) {
      var bundle = TRAIL.export(profile, filter);
      assertThat(shown(bundle).stream().map(one -> one.entry().index()).toList())
          .isEqualTo(expected)
          .isNotEmpty();
      var counts = verified(bundle, TestTrail.pinnedKey()).manifest().counts();
      assertThat(counts.shown()).isEqualTo(expected.size());
      assertThat(counts.entries()).isEqualTo(60);
    }
  }

  @Test
  void aFullExportShowsEveryValueWithItsProof() {
    var shown = shown(TRAIL.export(Profile.FULL, AuditFilter.ALL)).get(14);
    assertThat(shown.text(Committed.ACTOR)).isEqualTo("mentor-1");
    assertThat(shown.open().get("after.note").value()).isEqualTo(Value.text("Ærlig prat 15"));
    assertThat(shown.open().get("before.distance").value()).isEqualTo(Value.nothing());
    assertThat(shown.open()).doesNotContainKey("before.note");
  }

  @Test
  void aControlExportGivesOnePersonOnePseudonymAndAnotherOneInAnotherExport() {
    var shown = shown(TRAIL.export(Profile.CONTROL, AuditFilter.ALL));
    assertThat(shown.get(0).text(Committed.ACTOR)).isEqualTo(shown.get(7).text(Committed.ACTOR));
    assertThat(shown.get(0).text(Committed.ACTOR)).isEqualTo(shown.get(5).text("onBehalfOf"));
    assertThat(shown.get(0).text(Committed.ACTOR)).isNotEqualTo(shown.get(1).text("actor"));
    var other = Pseudonyms.forgotten(new SeededChance(8));
    assertThat(other.person("mentor-1")).isNotEqualTo(shown.get(0).text(Committed.ACTOR));
  }

  @Test
  void noCanaryLeavesInAControlExport() {
    var trail = TestTrail.of(19);
    var canary = "CANARY";
    trail.add(
        new AuditFact(
            TestTrail.TENANT,
            TestTrail.START,
            "saved",
            new AuditFact.Who(canary + "-actor", canary + "-behalf", canary + "-device"),
            new AuditFact.About(
                "activity",
                canary + "-key",
                canary + "-mutation",
                1,
                new FieldChanges(
                    Map.of(
                        "note",
                        new FieldChange(Value.text(canary + "-old"), Value.text(canary + "-new")),
                        canary + " as a name",
                        new FieldChange(Value.absent(), Value.whole(1))))),
            new AuditFact.Result("applied", "", canary + "-detail")));
    var filter = AuditFilter.ALL.with(By.ACTOR, canary + "-actor").with(By.RECORD, canary + "-key");
    for (var asked : List.of(filter, AuditFilter.ALL)) {
      var bundle = trail.export(Profile.CONTROL, asked);
      assertThat(verified(bundle, Pins.NONE).toString()).doesNotContain(canary);
      assertThat(shown(bundle)).isNotEmpty();
      Forger.parts(bundle)
          .forEach(
              (name, part) ->
                  assertThat(new String(part, StandardCharsets.UTF_8))
                      .as(name)
                      .doesNotContain(canary, "mentor-", "\"key-", "Ærlig"));
    }
    var full = Forger.parts(trail.export(Profile.FULL, AuditFilter.ALL));
    assertThat(new String(full.get("entries.jsonl"), StandardCharsets.UTF_8))
        .as("the canary sings where it may")
        .contains(canary + "-new", canary + " as a name");
  }

  @Test
  void afterErasureTheChainVerifiesAndTheCommitmentCannotBeOpened() {
    var trail = TestTrail.of(20);
    var sealed = trail.entries.get(14);
    var commitment = sealed.entry().particulars().commitments().get("after.note");
    assertThat(sealed.open().get("after.note").opens(commitment)).isTrue();
    var rest = TestTrail.without(sealed.open(), "after.note", Committed.ACTOR);
    trail.entries.set(14, new SealedEntry(sealed.entry(), rest));
    var bundle = trail.export(Profile.FULL, AuditFilter.ALL);
    var counts = verified(bundle, TestTrail.pinnedKey()).manifest().counts();
    assertThat(counts.sealed()).isEqualTo(2);
    assertThat(shown(bundle).get(14).open()).doesNotContainKeys("after.note", Committed.ACTOR);
    for (var entry : trail.entries) {
      for (var left : entry.open().values()) {
        assertThat(SaltedValue.opens(commitment, left.salt(), Value.text("Ærlig prat 15")))
            .isFalse();
      }
    }
    verified(trail.export(Profile.CONTROL, AuditFilter.ALL), TestTrail.pinnedKey());
  }

  @Test
  void aSegmentInTheMiddleVerifiesAndSaysThatItIsOne() {
    var request =
        new BundleWriter.Request(
            TRAIL.heads.get(25), Profile.CONTROL, AuditFilter.ALL, "samsyn", "UTC");
    var bundle = TRAIL.export(request, TestTrail.SIGNER);
    var verified = verified(bundle, TestTrail.pinnedKey());
    assertThat(verified.manifest().counts().entries()).isEqualTo(35);
    assertThat(verified.proved()).anyMatch(words -> words.contains("before 26 or after 60"));
    assertThat(BundleWriter.fileName(verified.manifest()))
        .isEqualTo("likeperson-org-26-60.samsyn-audit.zip");
    var pins = TestTrail.pinnedKey();
    verified(bundle, pins.andHeads(TRAIL.heads.get(25), TRAIL.heads.get(40)));
    assertThat(TestTrail.verify(bundle, pins.andHeads(TRAIL.heads.get(24))))
        .isInstanceOf(Bad.class);
  }

  @Test
  void aPinnedHeadMustLieInTheExport() {
    var bundle = TRAIL.export(Profile.FULL, AuditFilter.ALL);
    for (var head : TRAIL.heads) {
      verified(bundle, Pins.NONE.andHeads(head));
    }
    var longer = TestTrail.of(61).heads.get(61);
    assertThat(TestTrail.verify(bundle, Pins.NONE.andHeads(longer))).isInstanceOf(Bad.class);
    var other = new ChainHead(TestTrail.TENANT, 33, ChainHead.GENESIS);
    assertThat(TestTrail.verify(bundle, Pins.NONE.andHeads(other)))
        .isInstanceOfSatisfying(Bad.class, bad -> assertThat(bad.index()).isEqualTo(31));
  }

  @Test
  void aMatchingEntryCannotBeHiddenEvenByTheHolderOfTheKey() {
    var header =
        new BundleHeader(
            TRAIL.heads.get(0), Profile.FULL, AuditFilter.ALL.with(By.ENTITY, "expense"));
    var check = new EntriesCheck(header, List.of(TRAIL.heads.get(60)), Pins.NONE);
    var hidden = new BundleLine.LeftOut(TRAIL.entries.get(0).entry().link()).canonical();
    assertThatThrownBy(() -> check.line(hidden)).hasMessageContaining("matches the filter");
    var byActor =
        new BundleHeader(
            TRAIL.heads.get(0), Profile.FULL, AuditFilter.ALL.with(By.ACTOR, "mentor-1"));
    var undecided = new EntriesCheck(byActor, List.of(TRAIL.heads.get(1)), Pins.NONE);
    undecided.line(hidden);
    assertThat(undecided.end().undecided()).isEqualTo(1);
  }

  @Test
  void anExportThatFindsItsTrailBrokenIsNotFinished() throws IOException {
    var trail = TestTrail.of(20);
    var gap = new ArrayList<>(trail.entries);
    trail.entries.remove(7);
    assertThatThrownBy(() -> trail.export(Profile.FULL, AuditFilter.ALL))
        .hasMessageContaining("gap before entry 9");
    trail.entries.clear();
    trail.entries.addAll(gap.subList(0, 19));
    assertThatThrownBy(() -> trail.export(Profile.FULL, AuditFilter.ALL))
        .hasMessageContaining("does not lead to its checkpoint");
    var changed = TestTrail.without(gap.get(3).open(), "after.minutes");
    changed.put("after.minutes", gap.get(4).open().get("after.minutes"));
    trail.entries.set(3, new SealedEntry(gap.get(3).entry(), changed));
    assertThatThrownBy(() -> trail.export(Profile.CONTROL, AuditFilter.ALL))
        .hasMessageContaining("entry 4")
        .hasMessageContaining("after.minutes");
  }

  @Test
  void anInterruptedExportIsUnreadable() {
    var bundle = TRAIL.export(Profile.CONTROL, AuditFilter.ALL);
    for (var length = 0; length < bundle.length; length += 1 + length / 20) {
      var cut = Arrays.copyOf(bundle, length);
      assertThat(TestTrail.verify(cut, Pins.NONE))
          .isInstanceOf(BundleVerdict.Unreadable.class)
          .extracting(BundleVerdict::exitCode)
          .isEqualTo(2);
    }
  }

  @Test
  void aFailureOfWhoeverListensIsNotTheExportsFault() {
    var bundle = TRAIL.export(Profile.FULL, AuditFilter.ALL);
    BundleVerifier.Sink full =
        entry -> {
          throw new IOException("disk full");
        };
    assertThatThrownBy(
            () -> new BundleVerifier(Pins.NONE).verify(new ByteArrayInputStream(bundle), full))
        .isInstanceOf(IOException.class)
        .hasMessage("disk full");
  }

  @Test
  void nothingMayFollowTheEndOfTheFile() {
    var out = new ByteArrayOutputStream();
    out.writeBytes(TRAIL.export(Profile.CONTROL, AuditFilter.ALL));
    out.write(0);
    assertThat(TestTrail.verify(out.toByteArray(), Pins.NONE))
        .isEqualTo(new BundleVerdict.Unreadable("something follows behind its end"));
  }
}
