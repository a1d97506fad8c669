package no.samsyn.store;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import no.samsyn.audit.AuditEntry;
import no.samsyn.audit.Bytes32;
import no.samsyn.audit.CanonicalJson;
import no.samsyn.audit.ChainHead;
import no.samsyn.audit.ChainLink;
import no.samsyn.audit.Particulars;
import no.samsyn.audit.SaltedValue;
import no.samsyn.audit.SealedEntry;
import no.samsyn.json.BadJson;
import no.samsyn.json.Json;
import no.samsyn.model.Value;
import no.samsyn.sync.StoredEntry;

/**
 * Entries of the chain as columns and back. The link is not stored: it is what the columns say, and
 * so a changed column is a changed link. Texts are in canonical JSON, in which nothing that
 * somebody typed is lost, not even half of a character.
 */
final class SealedRows {
  private SealedRows() {}

  static String particulars(SealedEntry sealed) {
    return text(sealed.entry().particulars().canonical());
  }

  /** Returns {@code {"name":["salt",value]}}. Stored on devices; never change. */
  static String opened(SealedEntry sealed) {
    var members = new TreeMap<String, Value>();
    sealed
        .open()
        .forEach(
            (name, salted) ->
                members.put(
                    name,
                    new Value.Items(List.of(Value.text(salted.salt().hex()), salted.value()))));
    return text(CanonicalJson.of(new Value.Structure(members)));
  }

  private static String text(byte[] canonical) {
    return new String(canonical, StandardCharsets.UTF_8);
  }

  /** The columns of one row that make an entry; {@code opened} is empty once it is erased. */
  record Columns(long place, Instant at, AuditKind kind, String hash, String rest, String opened) {}

  static StoredEntry read(String tenant, Columns row) {
    try {
      var particulars = Particulars.of(row.rest().getBytes(StandardCharsets.UTF_8));
      var kind = row.kind();
      var link =
          new ChainLink(
              tenant,
              row.place(),
              row.at(),
              kind.action(),
              kind.entity(),
              kind.outcome(),
              particulars.digest());
      var head = new ChainHead(tenant, row.place(), Bytes32.ofHex(row.hash()));
      return new StoredEntry.Whole(
          new SealedEntry(new AuditEntry(link, particulars), open(row.opened())), head);
    } catch (BadJson | IllegalArgumentException e) {
      return new StoredEntry.Damaged(row.place());
    }
  }

  private static Map<String, SaltedValue> open(String opened) {
    var open = new TreeMap<String, SaltedValue>();
    if (!opened.isEmpty()) {
      Json.parseFields(opened).values().forEach((name, pair) -> open.put(name, salted(pair)));
    }
    return open;
  }

  private static SaltedValue salted(Value pair) {
    if (pair instanceof Value.Items items && items.items().size() == 2) {
      var parts = new ArrayList<>(items.items());
      return new SaltedValue(Bytes32.ofHex(parts.get(0).asText()), parts.get(1));
    }
    throw new BadJson("a salt and a value were expected");
  }
}
