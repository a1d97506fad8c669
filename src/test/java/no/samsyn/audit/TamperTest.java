package no.samsyn.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * I39, exhaustively on a log of 200 entries: nothing can be changed in the entries of an export
 * without being found, also by somebody who computes every hash anew that needs no key.
 */
class TamperTest {
  private static final int LENGTH = 200;
  private static final int PINNED = 150;
  private static final TestTrail TRAIL = TestTrail.of(LENGTH);
  private static final AuditFilter FILTER =
      AuditFilter.ALL.with(AuditFilter.By.OUTCOME, "conflict");

  private static byte[] bundle(Profile profile) {
    return TRAIL.export(profile, FILTER);
  }

  private static List<byte[]> entries(Profile profile) {
    var lines = Forger.lines(bundle(profile));
    return lines.subList(1, lines.size());
  }

  /** Checks lines as the verifier does, from a head on and up to a signed head; without the ZIP. */
  private static boolean passes(
      BundleHeader header, List<byte[]> entries, List<ChainHead> signed, Pins pins) {
    try {
      var check = new EntriesCheck(header, signed, pins);
      entries.forEach(check::line);
      check.end();
      return true;
    } catch (BadBundle e) {
      return false;
    }
  }

  private static BundleHeader header(Profile profile, int before) {
    return new BundleHeader(TRAIL.heads.get(before), profile, FILTER);
  }

  private static List<ChainHead> signedFrom(int before) {
    return TRAIL.checkpoints.stream()
        .map(signed -> signed.checkpoint().head())
        .filter(head -> head.index() > before)
        .toList();
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void theUntouchedExportVerifies(Profile profile) {
    assertThat(passes(header(profile, 0), entries(profile), signedFrom(0), Pins.NONE)).isTrue();
    assertThat(TestTrail.verify(bundle(profile), TestTrail.pinnedKey()))
        .isInstanceOf(BundleVerdict.Verified.class);
    assertThat(PlainVerifier.verifies(bundle(profile), TestTrail.SIGNER.key().id())).isTrue();
  }

  private enum Found {
    AT_ONCE,
    BY_THE_CHAIN,
    BY_THE_PARTS_HASH,
    NOT
  }

  /** Each byte of each entry, changed in several ways and checked in its place in the chain. */
  @ParameterizedTest
  @EnumSource(Profile.class)
  void everyChangeOfASingleByteIsFound(Profile profile) {
    var entries = entries(profile);
    var random = new Random(39);
    var counts = new EnumMap<Found, Integer>(Found.class);
    for (var i = 0; i < LENGTH; i++) {
      var line = entries.get(i);
      var signed = signedFrom(i);
      for (var at = 0; at < line.length; at++) {
        for (var flip : new int[] {0x01, 1 + random.nextInt(255)}) {
          var changed = line.clone();
          changed[at] ^= (byte) flip;
          var check = new EntriesCheck(header(profile, i), signed, Pins.NONE);
          counts.merge(found(check, entries, i, changed), 1, Integer::sum);
        }
      }
    }
    assertThat(counts.getOrDefault(Found.NOT, 0)).isZero();
    assertThat(counts.getOrDefault(Found.AT_ONCE, 0)).isPositive();
    assertThat(counts.getOrDefault(Found.BY_THE_CHAIN, 0)).isPositive();
    // Pseudonyms are the one thing that no hash of the chain holds: the signed manifest does.
    assertThat(counts.getOrDefault(Found.BY_THE_PARTS_HASH, 0) > 0)
        .isEqualTo(profile == Profile.CONTROL);
  }

  private static Found found(EntriesCheck check, List<byte[]> entries, int i, byte[] changed) {
    try {
      check.line(changed);
    } catch (BadBundle e) {
      return Found.AT_ONCE;
    }
    if (check.head().equals(TRAIL.heads.get(i + 1))) {
      return Arrays.equals(changed, entries.get(i)) ? Found.NOT : Found.BY_THE_PARTS_HASH;
    }
    try {
      for (var next = i + 1; next < LENGTH; next++) {
        check.line(entries.get(next));
      }
      return Found.NOT;
    } catch (BadBundle e) {
      return Found.BY_THE_CHAIN;
    }
  }

  private interface Change {
    void of(List<byte[]> lines);
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void everyDeletionDoublingInsertionSwapAndTruncationIsFound(Profile profile) {
    var random = new Random(40);
    var entries = entries(profile);
    var foreign = leftOut(TestTrail.of(3).entries.get(2).entry().link());
    for (var i = 0; i < LENGTH; i++) {
      var at = i;
      refused(profile, entries, list -> list.remove(at));
      refused(profile, entries, list -> list.add(at, list.get(at)));
      refused(profile, entries, list -> list.add(at, foreign));
      refused(profile, entries, list -> list.subList(at, list.size()).clear());
      refused(profile, entries, list -> list.subList(0, at).clear());
      refused(profile, entries, list -> Collections.swap(list, Math.max(0, at - 1), at));
      refused(profile, entries, list -> Collections.swap(list, random.nextInt(LENGTH), at));
      refused(profile, entries, list -> Collections.rotate(list, at));
    }
    refused(profile, entries, list -> list.add(foreign));
    refused(profile, entries, list -> list.add(list.get(LENGTH - 1)));
  }

  private static void refused(Profile profile, List<byte[]> entries, Change change) {
    var changed = new ArrayList<>(entries);
    change.of(changed);
    var first = firstDifference(changed, entries);
    if (first < LENGTH || changed.size() > LENGTH) {
      // What stands before is as it was: checked from the head that it leads to.
      var rest = changed.subList(first, changed.size());
      assertThat(
              passes(
                  header(profile, first), rest, signedFrom(Math.min(first, LENGTH - 1)), Pins.NONE))
          .isFalse();
    }
  }

  private static int firstDifference(List<byte[]> some, List<byte[]> others) {
    var i = 0;
    while (i < Math.min(some.size(), others.size()) && Arrays.equals(some.get(i), others.get(i))) {
      i++;
    }
    return i;
  }

  private static byte[] leftOut(ChainLink link) {
    return new BundleLine.LeftOut(link).canonical();
  }

  /** The holder of the key rewrites history and signs it anew; a pinned head remains. */
  @Test
  void whatTheHolderOfTheKeyChangesBelowAPinnedHeadIsFound() {
    var links = TRAIL.entries.stream().map(one -> one.entry().link()).toList();
    for (var i = 0; i < LENGTH; i++) {
      var at = i;
      var isBelow = i < PINNED;
      assertThat(passesResigned(links, list -> list.set(at, changed(list.get(at)))))
          .isEqualTo(!isBelow);
      assertThat(passesResigned(links, list -> list.remove(at))).isEqualTo(!isBelow);
      assertThat(passesResigned(links, list -> list.add(at, list.get(0)))).isEqualTo(!isBelow);
      assertThat(passesResigned(links, list -> list.subList(at + 1, LENGTH).clear()))
          .as("cut behind entry %s", at + 1)
          .isEqualTo(at + 1 >= PINNED);
      if (i > 0 && i != PINNED) {
        assertThat(passesResigned(links, list -> Collections.swap(list, at - 1, at)))
            .isEqualTo(!isBelow);
      }
    }
  }

  private interface Rewriting {
    void of(List<ChainLink> links);
  }

  /** Renumbers, rechains and signs the end, as the holder of the key can. */
  private static boolean passesResigned(List<ChainLink> links, Rewriting rewriting) {
    var changed = new ArrayList<>(links);
    rewriting.of(changed);
    var chain = HashChain.beginning(TestTrail.TENANT);
    var lines = new ArrayList<byte[]>();
    for (var link : changed) {
      var numbered = withIndex(link, lines.size() + 1L);
      chain.append(numbered);
      lines.add(leftOut(numbered));
    }
    var nothing = AuditFilter.ALL.with(AuditFilter.By.ACTION, "none");
    var same = 0;
    while (same < Math.min(PINNED, lines.size()) && changed.get(same).equals(links.get(same))) {
      same++;
    }
    var header = new BundleHeader(TRAIL.heads.get(same), Profile.CONTROL, nothing);
    var pins = Pins.NONE.andHeads(TRAIL.heads.get(PINNED));
    return passes(header, lines.subList(same, lines.size()), List.of(chain.head()), pins);
  }

  private static ChainLink withIndex(ChainLink l, long index) {
    return new ChainLink(l.tenant(), index, l.at(), l.action(), l.entity(), l.outcome(), l.rest());
  }

  private static ChainLink changed(ChainLink l) {
    return new ChainLink(
        l.tenant(), l.index(), l.at(), l.action(), l.entity(), "changed", l.rest());
  }

  /** The whole way through the ZIP: the attacker computes every hash anew that needs no key. */
  @ParameterizedTest
  @EnumSource(Profile.class)
  void whoComputesAllHashesAnewIsStillFound(Profile profile) {
    var random = new Random(41);
    var bundle = bundle(profile);
    var lines = Forger.lines(bundle);
    assertThat(Forger.withLines(bundle, lines)).isEqualTo(bundle);
    for (var i = 0; i < 50; i++) {
      refusedWhole(bundle, lines, list -> flip(list, random));
    }
    for (var i = 1; i < LENGTH; i += 22) {
      var at = i;
      refusedWhole(bundle, lines, list -> list.remove(at));
      refusedWhole(bundle, lines, list -> list.subList(at, list.size()).clear());
      refusedWhole(bundle, lines, list -> Collections.swap(list, at, at + 1));
      refusedWhole(bundle, lines, list -> list.add(at, list.get(at)));
      refusedWhole(bundle, lines, list -> list.set(at, otherOutcome(list.get(at), profile)));
    }
  }

  private static void flip(List<byte[]> lines, Random random) {
    var at = random.nextInt(lines.size());
    var changed = lines.get(at).clone();
    changed[random.nextInt(changed.length)] ^= (byte) (1 + random.nextInt(127));
    try {
      BundleHeader.of(CanonicalJson.read(at == 0 ? changed : lines.get(0)));
      lines.set(at, changed);
    } catch (RuntimeException e) {
      lines.remove(1 + random.nextInt(LENGTH)); // a header that nobody can read proves nothing
    }
  }

  private static byte[] otherOutcome(byte[] line, Profile profile) {
    var read = BundleLine.of(line, profile);
    var other = changed(read.link());
    if (read instanceof BundleLine.Shown shown) {
      var entry = new AuditEntry(other, shown.shown().entry().particulars());
      var old = shown.shown();
      return new BundleLine.Shown(new ShownEntry(entry, profile, old.pseudonyms(), old.open()))
          .canonical();
    }
    return leftOut(other);
  }

  private static void refusedWhole(byte[] bundle, List<byte[]> lines, Change change) {
    var changed = new ArrayList<>(lines);
    change.of(changed);
    var forged = Forger.withLines(bundle, changed);
    assertThat(TestTrail.verify(forged, Pins.NONE)).isInstanceOf(BundleVerdict.Bad.class);
    assertThat(PlainVerifier.verifies(forged, TestTrail.SIGNER.key().id())).isFalse();
  }

  @Test
  void aPseudonymSwappedForAnotherIsFoundByTheSignature() {
    var bundle = bundle(Profile.CONTROL);
    var lines = Forger.lines(bundle);
    for (var i = 1; i <= LENGTH; i++) {
      if (BundleLine.of(lines.get(i), Profile.CONTROL) instanceof BundleLine.Shown shown) {
        var at = i;
        refusedWhole(bundle, lines, list -> list.set(at, renamed(shown.shown())));
        if (i > 20) {
          break;
        }
      }
    }
  }

  private static byte[] renamed(ShownEntry shown) {
    var names = new TreeMap<>(shown.pseudonyms());
    names.put(Committed.ACTOR, "person-" + "0".repeat(32));
    return new BundleLine.Shown(new ShownEntry(shown.entry(), Profile.CONTROL, names, Map.of()))
        .canonical();
  }

  @Test
  void theFirstBadEntryIsNamed() {
    var bundle = bundle(Profile.FULL);
    var lines = Forger.lines(bundle);
    lines.remove(77);
    assertThat(TestTrail.verify(Forger.withLines(bundle, lines), Pins.NONE))
        .isEqualTo(new BundleVerdict.Bad(77, "entry 77 is missing: entry 78 follows"));
    lines = Forger.lines(bundle);
    lines.set(123, otherOutcome(lines.get(123), Profile.FULL));
    assertThat(TestTrail.verify(Forger.withLines(bundle, lines), Pins.NONE))
        .isInstanceOfSatisfying(
            BundleVerdict.Bad.class,
            bad -> {
              assertThat(bad.index()).isEqualTo(121); // checkpoints stand at each tenth
              assertThat(bad.reason()).contains("121 to 130");
            });
  }

  @Test
  void aBundleSignedByAStrangerVerifiesForNobodyWhoPinnedTheKey() {
    var stranger = new TestTrail();
    stranger.heads.add(ChainHead.beforeFirst(TestTrail.TENANT));
    for (var i = 1; i < 10; i++) {
      stranger.add(TestTrail.fact(i));
    }
    stranger.checkpoint(TestTrail.STRANGER);
    var bundle =
        stranger.export(stranger.request(Profile.FULL, AuditFilter.ALL), TestTrail.STRANGER);
    assertThat(TestTrail.verify(bundle, TestTrail.pinnedKey()))
        .isInstanceOf(BundleVerdict.Bad.class);
    assertThat(TestTrail.verify(bundle, Pins.NONE))
        .isInstanceOfSatisfying(
            BundleVerdict.Verified.class,
            verified -> {
              assertThat(verified.keyId()).isEqualTo(TestTrail.STRANGER.key().id());
              assertThat(verified.proved()).anyMatch(words -> words.contains("No key was pinned"));
            });
  }
}
