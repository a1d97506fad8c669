package no.samsyn.server.trail;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import no.samsyn.audit.AuditAction;
import no.samsyn.audit.AuditEvent;
import no.samsyn.audit.AuditFact;
import no.samsyn.audit.CheckpointSigner;
import no.samsyn.audit.TrailKey;
import no.samsyn.model.Chance;
import no.samsyn.model.FieldChanges;
import no.samsyn.server.store.AuditCheckpoints;
import no.samsyn.server.store.AuditTable;
import no.samsyn.server.store.Database;
import no.samsyn.server.store.Organisations;

/**
 * Finds the key that signs the trail, at the start of a server. The first start makes one; after
 * that a key that is missing or another is an operator's business: devices would take a silent
 * change for what it may be, a trail that somebody else wrote.
 *
 * <p>Every key has its entry in each trail, in the transaction that makes the database know it.
 */
public final class AuditKeys {
  private final Database database;
  private final AuditKeyFile file;
  private final Path path;
  private final String operator;

  /** Whether the operator asks for a new key. */
  public enum Wish {
    KEEP,
    NEW
  }

  public AuditKeys(Database database, Path path, String operator) {
    this.database = database;
    this.file = new AuditKeyFile(path);
    this.path = path;
    this.operator = operator;
  }

  /**
   * Returns the key to sign with.
   *
   * @throws IOException with a sentence for the operator, where there is none to go on with
   */
  public CheckpointSigner open(Wish wish, Instant now, Chance chance) throws IOException {
    var known = database.read(AuditCheckpoints::keys);
    if (wish == Wish.NEW) {
      return introduced(file.renew(), now, chance);
    }
    var found = file.read();
    if (known.isEmpty()) {
      return introduced(found.isPresent() ? found.get() : file.renew(), now, chance);
    }
    requireNewest(known, found);
    return found.orElseThrow();
  }

  private void requireNewest(List<TrailKey> known, Optional<CheckpointSigner> found)
      throws IOException {
    var newest = known.get(known.size() - 1);
    if (found.isEmpty()) {
      throw new IOException(
          "The audit key " + path + " is missing. " + wayOut(newest, "Put it back"));
    }
    if (!found.get().key().equals(newest)) {
      throw new IOException(
          "The audit key in "
              + path
              + " is not the one that signed last. "
              + wayOut(newest, "Put the right one back"));
    }
  }

  private static String wayOut(TrailKey newest, String first) {
    return first
        + " (its id begins with "
        + newest.id().substring(0, 8)
        + "), or start once with --new-audit-key: then every device asks about the new key, and"
        + " the trail says when it began.";
  }

  private CheckpointSigner introduced(CheckpointSigner signer, Instant now, Chance chance) {
    database.write(
        tx -> {
          AuditCheckpoints.insertKey(tx, signer.key(), now);
          for (var organisation : Organisations.ids(tx)) {
            var event = AuditEvent.of(AuditAction.KEY_CHANGED, now, operator, signer.key().id());
            AuditTable.append(tx, AuditFact.of(organisation, "", event, FieldChanges.NONE), chance);
          }
          return true;
        });
    return signer;
  }
}
