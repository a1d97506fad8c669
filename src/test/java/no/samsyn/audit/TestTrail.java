package no.samsyn.audit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import no.samsyn.model.FieldChange;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.Value;
import no.samsyn.testkit.SeededChance;

/** A trail in memory that a seed repeats: entries, openings, heads and checkpoints. */
final class TestTrail {
  static final String TENANT = "likeperson-org";
  static final Instant START = Instant.parse("2026-11-20T08:00:00Z");
  static final CheckpointSigner SIGNER = signer();
  static final CheckpointSigner STRANGER = signer();
  static final int EVERY = 10;

  final List<SealedEntry> entries = new ArrayList<>();
  final List<ChainHead> heads = new ArrayList<>();
  final List<SignedCheckpoint> checkpoints = new ArrayList<>();
  private final SeededChance chance = new SeededChance(82);
  private final HashChain chain = HashChain.beginning(TENANT);

  static TestTrail of(int length) {
    var trail = new TestTrail();
    trail.heads.add(trail.chain.head());
    for (var i = 1; i <= length; i++) {
      trail.add(fact(i));
    }
    return trail;
  }

  void add(AuditFact fact) {
    var sealed = fact.seal(entries.size() + 1, chance);
    entries.add(sealed);
    heads.add(chain.append(sealed.entry().link()));
    if (entries.size() % EVERY == 0) {
      checkpoint(SIGNER);
    }
  }

  void checkpoint(CheckpointSigner signer) {
    checkpoints.add(signer.sign(new Checkpoint(chain.head(), START.plusSeconds(entries.size()))));
  }

  static AuditFact fact(int i) {
    var changes = new TreeMap<String, FieldChange>();
    changes.put("minutes", new FieldChange(Value.whole(i), Value.whole(i + 1)));
    if (i % 3 == 0) {
      changes.put("note", new FieldChange(Value.absent(), Value.text("Ærlig prat " + i)));
    }
    if (i % 5 == 0) {
      var distance = new Value.Decimal(new BigDecimal("12.5"));
      changes.put("distance", new FieldChange(Value.nothing(), distance));
    }
    var action = i % 4 == 0 ? AuditAction.CONFLICTED : AuditAction.SAVED;
    return new AuditFact(
        TENANT,
        START.plusSeconds(60L * i),
        action.code(),
        new AuditFact.Who("mentor-" + i % 7, i % 6 == 0 ? "mentor-1" : "", "device-" + i % 3),
        new AuditFact.About(
            i % 2 == 0 ? "activity" : "expense",
            "key-" + i % 11,
            "mutation-" + i,
            i,
            new FieldChanges(changes)),
        new AuditFact.Result(i % 4 == 0 ? "conflict" : "", i % 4 == 0 ? "stale-base" : "", ""));
  }

  ChainHead head() {
    return chain.head();
  }

  List<TrailKey> keys() {
    return List.of(SIGNER.key());
  }

  BundleWriter.Request request(Profile profile, AuditFilter filter) {
    return new BundleWriter.Request(heads.get(0), profile, filter, "samsyn 0.1.0", "Europe/Oslo");
  }

  byte[] export(Profile profile, AuditFilter filter) {
    return export(request(profile, filter), SIGNER);
  }

  byte[] export(BundleWriter.Request request, CheckpointSigner signer) {
    var out = new ByteArrayOutputStream();
    var pseudonyms = new Pseudonyms(Bytes32.salt(new SeededChance(7)));
    var start = (int) request.before().index();
    var inRange = checkpoints.stream().filter(c -> c.checkpoint().head().index() > start).toList();
    try (var writer =
        new BundleWriter(out, request, pseudonyms, inRange, List.of(signer.key()), signer)) {
      for (var sealed : entries.subList(start, entries.size())) {
        writer.add(sealed);
      }
      writer.finish(START.plusSeconds(86_400));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static BundleVerdict verify(byte[] bundle, Pins pins) {
    return new BundleVerifier(pins).verify(new ByteArrayInputStream(bundle));
  }

  static Pins pinnedKey() {
    return Pins.key(SIGNER.key().id());
  }

  static Map<String, SaltedValue> without(Map<String, SaltedValue> open, String... names) {
    var rest = new TreeMap<>(open);
    for (var name : names) {
      rest.remove(name);
    }
    return rest;
  }

  private static CheckpointSigner signer() {
    var pair = keyPair();
    return new CheckpointSigner(pair.getPrivate(), TrailKey.of(pair.getPublic()));
  }

  static KeyPair keyPair() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
