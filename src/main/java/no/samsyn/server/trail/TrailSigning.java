package no.samsyn.server.trail;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import no.samsyn.audit.ChainHead;
import no.samsyn.audit.Checkpoint;
import no.samsyn.audit.CheckpointSigner;
import no.samsyn.audit.SignedCheckpoint;
import no.samsyn.model.Time;
import no.samsyn.model.Value;
import no.samsyn.server.scope.Refusal;
import no.samsyn.server.store.AuditCheckpoints;
import no.samsyn.server.store.Database;
import no.samsyn.server.store.Organisations;
import no.samsyn.server.store.Organisations.Counters;
import no.samsyn.server.store.StoreFailure;
import no.samsyn.server.store.Tx;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs the head of each organisation's trail when that is due, and knows the newest checkpoint.
 * Thread-safe. A checkpoint is told only after it is on disk, so that no crash makes the server
 * sign two stories; one that could not be stored is signed at the next occasion.
 */
public final class TrailSigning {
  private static final Logger LOG = LoggerFactory.getLogger(TrailSigning.class);

  static final long ENTRIES_MAX = 1_000; // one signature, some 0.1 ms, for as many entries
  static final Duration AGE_MAX = Duration.ofHours(24);

  private final Database database;
  private final Time time;
  private final Optional<CheckpointSigner> signer;
  private final Map<String, SignedCheckpoint> newest = new ConcurrentHashMap<>();

  /** Without a signer it tells what was signed before, and adds nothing. */
  public TrailSigning(Database database, Time time, Optional<CheckpointSigner> signer) {
    this.database = database;
    this.time = time;
    this.signer = signer;
  }

  /** Returns the newest checkpoint as answers carry it; null where nothing was signed yet. */
  public @Nullable Value onTheWire(String organisation) {
    Counters seen = database.read(tx -> Organisations.require(tx, organisation));
    return onTheWire(seen);
  }

  /** As above, for who has just seen the counters. No transaction may be open meanwhile. */
  public @Nullable Value onTheWire(Counters seen) {
    return newest(seen).map(SignedCheckpoint::toValue).orElse(null);
  }

  Optional<SignedCheckpoint> newest(Counters seen) {
    var known = known(seen.organisation());
    if (signer.isEmpty() || !isDue(known, seen)) {
      return known;
    }
    try {
      var signed = database.write(tx -> signIfDue(tx, seen.organisation()));
      signed.ifPresent(this::remember);
      return signed;
    } catch (StoreFailure e) {
      LOG.warn("A checkpoint was not signed; the next request tries again", e);
      return known;
    }
  }

  private Optional<SignedCheckpoint> known(String organisation) {
    var known = newest.get(organisation);
    if (known != null) {
      return Optional.of(known);
    }
    var stored = database.read(tx -> AuditCheckpoints.newest(tx, organisation));
    stored.ifPresent(this::remember);
    return stored;
  }

  /** Takes notice of a checkpoint that is on disk; an older one than the known is passed over. */
  void remember(SignedCheckpoint stored) {
    newest.merge(
        stored.checkpoint().head().tenant(),
        stored,
        (a, b) -> a.checkpoint().head().index() > b.checkpoint().head().index() ? a : b);
  }

  private boolean isDue(Optional<SignedCheckpoint> known, Counters seen) {
    if (known.isEmpty()) {
      return seen.auditCount() > 0; // devices should begin to remember at once
    }
    var last = known.get().checkpoint();
    var fresh = seen.auditCount() - last.head().index();
    var age = Duration.between(last.at(), time.now()).abs(); // a clock may be set back
    return fresh >= ENTRIES_MAX || (fresh > 0 && age.compareTo(AGE_MAX) >= 0);
  }

  private Optional<SignedCheckpoint> signIfDue(Tx tx, String organisation) {
    var locked = Organisations.takeAudit(tx, organisation, 0);
    var stored = AuditCheckpoints.newest(tx, organisation);
    return isDue(stored, locked) ? Optional.of(sign(tx, locked)) : stored;
  }

  /** Signs the head of the chain, whatever is due; the caller holds the counter. */
  SignedCheckpoint sign(Tx tx, Counters locked) {
    var head = new ChainHead(locked.organisation(), locked.auditCount(), locked.auditHash());
    var signed = requireSigner().sign(new Checkpoint(head, time.now()));
    AuditCheckpoints.insert(tx, signed);
    return signed;
  }

  CheckpointSigner requireSigner() {
    return signer.orElseThrow(Refusal::noAuditKey);
  }
}
