package no.samsyn.server.feed;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import no.samsyn.json.Json;
import no.samsyn.model.Authorship;
import no.samsyn.model.FieldType;
import no.samsyn.model.Fields;
import no.samsyn.model.RecordId;
import no.samsyn.model.Schemas;
import no.samsyn.model.ServerRecord;
import no.samsyn.model.ServerRecord.Presence;
import no.samsyn.model.Value;
import no.samsyn.server.store.KeyCache;
import no.samsyn.server.store.Moves.Departure;
import no.samsyn.server.store.RecordRow;
import no.samsyn.server.store.Tx;
import no.samsyn.wire.RecordJson;

/**
 * The edge between stored records, whose references are server ids, and records on the wire, whose
 * references are keys. Thread-safe.
 */
public final class WireRecords {
  private final Schemas schemas;
  private final KeyCache cache;
  private final Map<String, Set<String>> referencesByEntity = new HashMap<>(); // then unchanged

  public WireRecords(Schemas schemas, KeyCache cache) {
    this.schemas = schemas;
    this.cache = cache;
    for (var schema : schemas.all()) {
      var references = new HashSet<String>();
      for (var field : schema.fields()) {
        if (field.type() == FieldType.REFERENCE) {
          references.add(field.name());
        }
      }
      referencesByEntity.put(schema.name(), Set.copyOf(references));
    }
  }

  public List<RecordJson> of(Tx tx, String organisation, List<RecordRow> rows) {
    var keys = keysFor(tx, organisation, rows);
    var records = new ArrayList<RecordJson>();
    rows.forEach(row -> records.add(of(row, keys)));
    return records;
  }

  /** Returns the keys of everything that {@code rows} refer to. */
  public Map<String, String> keysFor(Tx tx, String organisation, Collection<RecordRow> rows) {
    var ids = new LinkedHashSet<String>();
    for (var row : rows) {
      cache.learn(row.id(), row.names().key());
      ids.addAll(schemas.require(row.names().entity()).references(row.fields()).values());
      addIfThere(ids, row.last().by().onBehalfOf());
    }
    return cache.keysOf(tx, organisation, ids);
  }

  public Map<String, String> keysOf(Tx tx, String organisation, Collection<String> ids) {
    return cache.keysOf(tx, organisation, ids);
  }

  public RecordJson of(RecordRow row, Map<String, String> keys) {
    var names = row.names();
    return RecordJson.of(
        new ServerRecord(
            new RecordId(names.entity(), names.key()),
            names.id(),
            row.version(),
            presenceOf(row),
            withKeys(names.entity(), row.fields(), keys),
            withKeys(row.last().by(), keys)));
  }

  private static Presence presenceOf(RecordRow row) {
    if (row.isErased()) {
      return Presence.ERASED;
    }
    return row.isDeleted() ? Presence.DELETED : Presence.PRESENT;
  }

  /**
   * Returns what those see who saw {@code departure}'s old place only: that it is gone for them.
   */
  public static RecordJson of(Departure departure) {
    return outOfScope(departure.names(), departure.version(), Instant.ofEpochMilli(departure.at()));
  }

  public static RecordJson outOfScope(RecordRow.Names names, long version, Instant at) {
    return RecordJson.of(
        new ServerRecord(
            new RecordId(names.entity(), names.key()),
            names.id(),
            version,
            Presence.OUT_OF_SCOPE,
            Fields.NONE,
            new Authorship("", "", "", at)));
  }

  public boolean isReference(String entity, String field) {
    return referencesByEntity.getOrDefault(entity, Set.of()).contains(field);
  }

  public Authorship withKeys(Authorship by, Map<String, String> keys) {
    var onBehalfOf = keys.getOrDefault(by.onBehalfOf(), by.onBehalfOf());
    return new Authorship(by.author(), onBehalfOf, by.device(), by.at());
  }

  private Fields withKeys(String entity, Fields fields, Map<String, String> keys) {
    var result = fields;
    for (var field : referencesByEntity.getOrDefault(entity, Set.of())) {
      var key = keys.get(fields.text(field));
      if (key != null) {
        result = result.with(field, Value.text(key));
      }
    }
    return result;
  }

  /** Returns {@code rows} as lines of NDJSON, each as {@link #of} would be written. */
  List<String> linesOf(Tx tx, String organisation, List<RecordRow> rows) {
    var ids = new LinkedHashSet<String>();
    var unused = new StringBuilder();
    for (var row : rows) {
      cache.learn(row.id(), row.names().key());
      var references = referencesByEntity.getOrDefault(row.names().entity(), Set.of());
      unused.setLength(0);
      if (!references.isEmpty() && !row.isDeleted()) {
        BodyText.translate(row.body(), references, id -> remember(ids, id), unused);
      }
      addIfThere(ids, row.last().by().onBehalfOf());
    }
    var keys = cache.keysOf(tx, organisation, ids);
    var lines = new ArrayList<String>();
    rows.forEach(row -> lines.add(line(row, keys)));
    return lines;
  }

  private static String remember(Set<String> ids, String id) {
    ids.add(id);
    return id;
  }

  private String line(RecordRow row, Map<String, String> keys) {
    if (row.isDeleted()) {
      return Json.write(of(row, keys)) + "\n";
    }
    var names = row.names();
    var by = withKeys(row.last().by(), keys);
    var line = new StringBuilder(row.body().length() + 300);
    line.append("{\"entity\":\"").append(names.entity());
    line.append("\",\"key\":\"").append(names.key());
    line.append("\",\"serverId\":\"").append(names.id());
    line.append("\",\"version\":").append(row.version()).append(",\"fields\":");
    var references = referencesByEntity.getOrDefault(names.entity(), Set.of());
    BodyText.translate(row.body(), references, id -> keys.getOrDefault(id, id), line);
    line.append(",\"last\":{\"author\":\"");
    var quote = JsonStringEncoder.getInstance();
    quote.quoteAsString(by.author(), line);
    if (!by.onBehalfOf().isEmpty()) {
      line.append("\",\"onBehalfOf\":\"").append(by.onBehalfOf());
    }
    line.append("\",\"device\":\"");
    quote.quoteAsString(by.device(), line);
    return line.append("\",\"at\":\"").append(by.at()).append("\"}}\n").toString();
  }

  private static void addIfThere(Set<String> ids, String id) {
    if (!id.isEmpty()) {
      ids.add(id);
    }
  }
}
