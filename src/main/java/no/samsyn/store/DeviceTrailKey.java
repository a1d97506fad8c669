package no.samsyn.store;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import no.samsyn.audit.CheckpointSigner;
import no.samsyn.audit.TrailKey;
import no.samsyn.sync.Facts;
import no.samsyn.sync.SyncStore;
import no.samsyn.sync.SyncStore.Durability;

/**
 * The key with which this device signs exports of its own trail: a fact of the store and so under
 * the store's key, made when it is first used.
 *
 * <p>Thread-safe. A call is a transaction of its own, forced to the disk where it makes the key, so
 * that no export is signed with a key that a crash takes back. Its secret half comes from the Java
 * runtime's own randomness, as every signature does.
 */
public final class DeviceTrailKey {
  private static final String SECRET = "trail-key.secret"; // stored on devices; never rename
  private static final String PUBLIC = "trail-key.public";

  private final SyncStore store;

  public DeviceTrailKey(SyncStore store) {
    this.store = store;
  }

  public CheckpointSigner signer() {
    var known = store.inTransaction(Durability.RELAXED, tx -> read(tx.facts()));
    return known.orElseGet(
        () -> {
          var fresh = mint();
          return store.inTransaction(
              Durability.FORCED, tx -> read(tx.facts()).orElseGet(() -> keep(tx.facts(), fresh)));
        });
  }

  private static Optional<CheckpointSigner> read(Facts facts) {
    return facts
        .get(SECRET)
        .map(secret -> signer(bytes(secret), bytes(facts.get(PUBLIC).orElse(""))));
  }

  private static byte[] bytes(String text) {
    return Base64.getDecoder().decode(text);
  }

  private static CheckpointSigner keep(Facts facts, KeyPair pair) {
    var secret = pair.getPrivate().getEncoded();
    var shown = TrailKey.of(pair.getPublic()).encoded();
    facts.set(SECRET, Base64.getEncoder().encodeToString(secret));
    facts.set(PUBLIC, Base64.getEncoder().encodeToString(shown));
    return signer(secret, shown);
  }

  private static CheckpointSigner signer(byte[] secret, byte[] shown) {
    try {
      var key = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(secret));
      return new CheckpointSigner(key, TrailKey.ofEncoded(shown));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the stored key of the trail is none", e);
    }
  }

  private static KeyPair mint() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no ECDSA on P-256", e);
    }
  }
}
