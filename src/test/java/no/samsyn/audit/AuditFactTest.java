package no.samsyn.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import no.samsyn.json.BadJson;
import no.samsyn.model.FieldChange;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.Value;
import no.samsyn.testkit.SeededChance;
import org.junit.jupiter.api.Test;

class AuditFactTest {
  private static final Charset UTF8 = StandardCharsets.UTF_8;

  private static SealedEntry seal(Map<String, FieldChange> changes) {
    var fact =
        new AuditFact(
            "org",
            Instant.parse("2026-11-20T08:00:00.123456Z"),
            "saved",
            new AuditFact.Who("kari", "", "phone-1"),
            new AuditFact.About("activity", "key-1", "m-1", 3, new FieldChanges(changes)),
            new AuditFact.Result("applied", "", "update:minutes"));
    return fact.seal(1, new SeededChance(1));
  }

  @Test
  void anEntryHoldsNoValueAndItsOpeningsOpenIt() {
    var sealed = seal(Map.of("note", new FieldChange(Value.text("before"), Value.text("secret"))));
    var text =
        sealed.entry()
            + new String(sealed.entry().link().canonical(), UTF8)
            + new String(sealed.entry().particulars().canonical(), UTF8);
    assertThat(text).doesNotContain("kari", "phone-1", "key-1", "m-1", "secret", "update:");
    assertThat(sealed.open().toString() + sealed).doesNotContain("kari", "secret");
    var commitments = sealed.entry().particulars().commitments();
    assertThat(sealed.open().keySet()).isEqualTo(commitments.keySet());
    sealed
        .open()
        .forEach((name, salted) -> assertThat(salted.opens(commitments.get(name))).isTrue());
    assertThat(sealed.text(Committed.ACTOR)).isEqualTo("kari");
    assertThat(sealed.entry().particulars().fields()).containsExactly("note");
  }

  @Test
  void aFieldThatWasNotThereDiffersFromOneThatWasNull() {
    var absent = seal(Map.of("note", new FieldChange(Value.absent(), Value.text("x"))));
    var nothing = seal(Map.of("note", new FieldChange(Value.nothing(), Value.text("x"))));
    assertThat(absent.entry().particulars().commitments()).doesNotContainKey("before.note");
    assertThat(nothing.entry().particulars().commitments()).containsKey("before.note");
    assertThat(nothing.open().get("before.note").value()).isEqualTo(Value.nothing());
  }

  @Test
  void equalValuesGetDifferentCommitments() {
    var sealed =
        seal(
            Map.of(
                "a", new FieldChange(Value.absent(), Value.whole(1)),
                "b", new FieldChange(Value.absent(), Value.whole(1))));
    var commitments = sealed.entry().particulars().commitments();
    assertThat(commitments.get("after.a")).isNotEqualTo(commitments.get("after.b"));
    var salted = sealed.open().get("after.a");
    assertThat(SaltedValue.opens(commitments.get("after.a"), salted.salt(), Value.whole(1)))
        .isTrue();
    assertThat(SaltedValue.opens(commitments.get("after.a"), salted.salt(), Value.whole(2)))
        .isFalse();
    assertThat(SaltedValue.opens(commitments.get("after.b"), salted.salt(), Value.whole(1)))
        .isFalse();
  }

  @Test
  void theNameOfAFieldThatIsNoCodeIsCommittedToAsWell() {
    var sealed = seal(Map.of("Kari er syk", new FieldChange(Value.absent(), Value.flag(true))));
    assertThat(sealed.entry().particulars().fields()).containsExactly("~1");
    assertThat(sealed.open().get("after.~1").value())
        .isEqualTo(new Value.Structure(Map.of("Kari er syk", Value.flag(true))));
  }

  @Test
  void whateverAClientSendsAnEntryStaysWithinItsLimits() {
    var changes = new TreeMap<String, FieldChange>();
    for (var i = 0; i < 30_000; i++) {
      changes.put("f" + i, new FieldChange(Value.whole(i), Value.whole(i + 1)));
    }
    changes.put("a", new FieldChange(Value.absent(), Value.text("x".repeat(Sealing.BYTES_MAX))));
    changes.put("b", new FieldChange(Value.absent(), Value.text("\u0001".repeat(100_000))));
    var sealed = seal(changes);
    assertThat(sealed.entry().particulars().fields()).hasSize(Sealing.FIELDS_MAX + 1);
    var line = new BundleLine.Shown(ShownEntry.full(sealed)).canonical();
    assertThat(line.length).isLessThan(BundleReader.LINE_MAX);
    assertThat(BundleLine.of(line, Profile.FULL)).isInstanceOf(BundleLine.Shown.class);
    assertThat(sealed.open().get("after.a").value()).isInstanceOf(Value.Structure.class);
  }

  @Test
  void aWildClockAndAnUnknownTypeAreRecordedAllTheSame() {
    for (var at : List.of(Instant.MIN, Instant.MAX, TestTrail.START)) {
      var about = new AuditFact.About("Kari er syk", "k", "m", 0, FieldChanges.NONE);
      var result = new AuditFact.Result("å nei", "nei; takk", "");
      var fact = new AuditFact("org", at, "rejected", AuditFact.Who.NOBODY, about, result);
      var link = fact.seal(1, new SeededChance(3)).entry().link();
      assertThat(ChainLink.of(link.canonical())).isEqualTo(link);
      assertThat(link.entity()).isEqualTo("unknown");
      assertThat(link.outcome()).isEqualTo("unknown");
    }
  }

  @Test
  void clearMembersHoldCodesOnly() {
    for (var bad : new String[] {"Kari Nordmann", "a\nb", "å", "x".repeat(65)}) {
      assertThatThrownBy(
              () -> new ChainLink("org", 1, TestTrail.START, "saved", "", bad, ChainHead.GENESIS))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageNotContaining(bad);
    }
  }

  @Test
  void linksAndParticularsComeBackAsTheyWereAndInNoOtherForm() {
    var entry = seal(Map.of("n", new FieldChange(Value.whole(1), Value.whole(2)))).entry();
    assertThat(ChainLink.of(entry.link().canonical())).isEqualTo(entry.link());
    assertThat(Particulars.of(entry.particulars().canonical())).isEqualTo(entry.particulars());
    var later = new String(entry.link().canonical(), UTF8).replace("\"v\":1", "\"v\":2");
    assertThatThrownBy(() -> ChainLink.of(later.getBytes(UTF8))).isInstanceOf(BadJson.class);
    var more = new String(entry.link().canonical(), UTF8).replace("\"v\":1", "\"v\":1,\"w\":1");
    assertThatThrownBy(() -> ChainLink.of(more.getBytes(UTF8))).isInstanceOf(BadJson.class);
  }

  @Test
  void anEventOfTheEngineBecomesAFactWithItsDetailHidden() {
    var event = AuditEvent.of(AuditAction.BLOCKED, TestTrail.START, "kari", "activity/key-7");
    var sealed = AuditFact.of("org", "pc", event, FieldChanges.NONE).seal(1, new SeededChance(2));
    assertThat(sealed.entry().link().action()).isEqualTo("blocked");
    assertThat(sealed.text(Committed.DETAIL)).isEqualTo("activity/key-7");
    assertThat(new String(sealed.entry().particulars().canonical(), UTF8)).doesNotContain("key-7");
  }
}
