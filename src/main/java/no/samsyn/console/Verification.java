package no.samsyn.console;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import no.samsyn.console.Comparison.Difference;
import no.samsyn.console.Comparison.Kind;
import no.samsyn.json.Json;
import no.samsyn.model.Chance;
import no.samsyn.model.Fields;
import no.samsyn.model.RecordId;
import no.samsyn.model.Schemas;
import no.samsyn.model.Time;
import no.samsyn.sync.DeviceFacts;
import no.samsyn.sync.RefusalKind;
import no.samsyn.sync.Reply;
import no.samsyn.sync.RowState;
import no.samsyn.sync.SyncStore;
import no.samsyn.sync.SyncStore.Durability;
import no.samsyn.sync.Transport;
import org.jspecify.annotations.Nullable;

/**
 * Holds the mirror against a fresh snapshot of the server, record by record, and changes nothing.
 *
 * <p>Compared is the server's side of each row, so that own unsent changes are no differences. The
 * hashes are SHA-256 over canonical JSON; the server's records are kept as digests only, about 300
 * bytes each. Thread-safe as far as store and transport are.
 */
public final class Verification {
  private static final int PAGE = 1_000;

  private final SyncStore store;
  private final Transport transport;
  private final Schemas schemas;
  private final Time time;
  private final Chance chance;

  public Verification(
      SyncStore store, Transport transport, Schemas schemas, Time time, Chance chance) {
    this.store = store;
    this.transport = transport;
    this.schemas = schemas;
    this.time = time;
    this.chance = chance;
  }

  /** One record in brief. */
  private record Digest(long version, String hash) {}

  public Comparison run() {
    var there = snapshot();
    var counts = new ArrayList<Comparison.Entity>();
    var differences = new ArrayList<Difference>();
    for (var schema : schemas.all()) {
      var ofEntity = there.getOrDefault(schema.name(), new TreeMap<>());
      counts.add(compare(schema.name(), ofEntity, differences));
    }
    return new Comparison(counts, differences);
  }

  private Map<String, Map<String, Digest>> snapshot() {
    var records = new TreeMap<String, Map<String, Digest>>();
    var seen = new HashSet<String>();
    var page = "";
    do {
      var answer = page(page, seen);
      for (var record : answer.records()) {
        if (record.isPresent()) {
          records
              .computeIfAbsent(record.id().entity(), entity -> new TreeMap<>())
              .put(record.id().key(), new Digest(record.version(), hash(record.fields())));
        }
      }
      page = answer.next();
    } while (!page.isEmpty());
    return records;
  }

  private Transport.SnapshotPage page(String name, Set<String> seen) {
    if (!seen.add(name)) {
      throw serverTrouble("bad-answer");
    }
    var sender =
        store.inTransaction(
            Durability.RELAXED,
            tx -> {
              SignInDesk.requireSignedIn(tx);
              return new DeviceFacts(tx.facts()).sender(tx.outbox().size(), time.now(), chance);
            });
    Reply<Transport.SnapshotPage> reply;
    try {
      reply = transport.snapshot(new Transport.SnapshotRequest(sender, name, PAGE));
    } catch (IOException e) {
      throw new Trouble(
          Trouble.Kind.UNREACHABLE,
          "offline",
          "The server cannot be reached, so nothing could be compared. Try again when there is a"
              + " connection; samsyn doctor says where it ends.");
    }
    if (reply instanceof Reply.Refusal<Transport.SnapshotPage> refusal) {
      throw refused(refusal);
    }
    return ((Reply.Answer<Transport.SnapshotPage>) reply).body();
  }

  private static Trouble refused(Reply.Refusal<?> refusal) {
    if (refusal.kind() == RefusalKind.SIGN_IN_NEEDED) {
      return Trouble.signInNeeded("The sign-in is no longer valid. Sign in again: samsyn login");
    }
    if (refusal.kind() == RefusalKind.NOT_OUR_SERVER) {
      return new Trouble(
          Trouble.Kind.UNREACHABLE,
          "not-our-server",
          "Something answered, but it is not the Samsyn server. Check the address and the network.");
    }
    return serverTrouble(refusal.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  private static Trouble serverTrouble(String code) {
    return Trouble.failed(
        code, "The server did not hand out its records. Try again in a few minutes.");
  }

  private Comparison.Entity compare(
      String entity, Map<String, Digest> there, List<Difference> differences) {
    var hashThere = sha256();
    there.forEach((key, digest) -> add(hashThere, key, digest));
    var hashHere = sha256();
    var unmet = new TreeMap<>(there);
    var countHere = 0L;
    var waitsHere = 0L;
    var after = "";
    var full = true;
    while (full) {
      var from = after;
      var rows =
          store.inTransaction(Durability.RELAXED, tx -> tx.mirror().scan(entity, from, PAGE));
      for (var row : rows) {
        after = row.id().key();
        var known = unmet.remove(after);
        if (known == null && row.state() != RowState.SYNCED) {
          waitsHere++; // only the own change keeps it
          continue;
        }
        countHere++;
        var here = new Digest(row.version(), hash(row.serverFields()));
        add(hashHere, after, here);
        differ(row.id(), here, known, differences);
      }
      full = rows.size() == PAGE;
    }
    unmet.forEach(
        (key, digest) ->
            differences.add(
                new Difference(new RecordId(entity, key), Kind.NOT_HERE, 0, digest.version())));
    return new Comparison.Entity(
        entity,
        countHere,
        there.size(),
        waitsHere,
        hex(hashHere.digest()),
        hex(hashThere.digest()));
  }

  private static void differ(
      RecordId id, Digest here, @Nullable Digest there, List<Difference> differences) {
    if (there == null) {
      differences.add(new Difference(id, Kind.NOT_THERE, here.version(), 0));
    } else if (here.version() != there.version()) {
      var kind = here.version() < there.version() ? Kind.OLDER_HERE : Kind.NEWER_HERE;
      differences.add(new Difference(id, kind, here.version(), there.version()));
    } else if (!here.hash().equals(there.hash())) {
      differences.add(new Difference(id, Kind.OTHER_CONTENT, here.version(), there.version()));
    }
  }

  private static String hash(Fields fields) {
    return hex(sha256().digest(Json.write(fields).getBytes(StandardCharsets.UTF_8)));
  }

  private static void add(MessageDigest digest, String key, Digest record) {
    var line = key + " " + record.version() + " " + record.hash() + "\n";
    digest.update(line.getBytes(StandardCharsets.UTF_8));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  private static String hex(byte[] hash) {
    var text = new StringBuilder(hash.length * 2);
    for (var each : hash) {
      text.append(Character.forDigit((each >> 4) & 0xF, 16));
      text.append(Character.forDigit(each & 0xF, 16));
    }
    return text.toString();
  }
}
