package no.samsyn.sim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import no.samsyn.json.Json;
import no.samsyn.json.MutationJson;
import no.samsyn.model.FieldType;
import no.samsyn.model.Fields;
import no.samsyn.model.RecordId;
import no.samsyn.model.Schemas;
import no.samsyn.model.Value;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.server.store.Database;

/**
 * What the server has committed, worked out from its journal alone: a second opinion on its records
 * that shares no code with the handlers.
 */
final class Truth {
  private static final String STEPS =
      """
      select f.seq, f.mutation, f.device, f.device_seq, f.entity, f.record, r.record_key,
        f.version, f.op, f.changes, f.author, f.on_behalf_of
      from feed f
      join record r on r.org = f.org and r.id = f.record
      where f.org = 'default' and f.seq > ?
      order by f.seq
      """;

  private final Schemas schemas = PeerSupport.schemas();
  private final Map<String, Past> byId = new LinkedHashMap<>();
  private final Map<RecordId, Past> byName = new LinkedHashMap<>();
  private final Map<RecordId, Set<String>> everKnown = new HashMap<>();
  private final Set<String> texts = new HashSet<>();
  private final Set<String> textsEver = new HashSet<>();
  private final List<Step> steps = new ArrayList<>();
  private long seq;

  /** One line of the journal, with references as keys. */
  record Step(
      long seq,
      String mutation,
      String device,
      long deviceSeq,
      RecordId record,
      long version,
      String op,
      Map<String, Value> after,
      String author,
      String onBehalfOf,
      Fields before) {}

  /** A record through all its versions; a deleted one has no fields. */
  static final class Past {
    final RecordId id;
    final String serverId;
    final List<Step> steps = new ArrayList<>();
    Fields fields = Fields.NONE;
    boolean isDeleted;

    Past(RecordId id, String serverId) {
      this.id = id;
      this.serverId = serverId;
    }

    long version() {
      return steps.get(steps.size() - 1).version();
    }

    long lastSeq() {
      return steps.get(steps.size() - 1).seq();
    }
  }

  private record Row(Step step, String serverId, String changes) {}

  /** Reads what was committed since the last look and returns it. */
  List<Step> follow(Database database) {
    var rows =
        database.read(
            tx ->
                tx.list(
                    STEPS,
                    row ->
                        new Row(
                            new Step(
                                row.getLong(1),
                                row.getString(2),
                                row.getString(3),
                                row.getLong(4),
                                new RecordId(row.getString(5), row.getString(7)),
                                row.getLong(8),
                                row.getString(9),
                                Map.of(),
                                row.getString(11),
                                row.getString(12),
                                Fields.NONE),
                            row.getString(6),
                            row.getString(10)),
                    seq));
    var news = new ArrayList<Step>();
    rows.forEach(row -> news.add(take(row)));
    return news;
  }

  private Step take(Row row) {
    var id = row.step.record();
    var past = byId.computeIfAbsent(row.serverId, serverId -> new Past(id, serverId));
    byName.put(id, past);
    var after = new TreeMap<String, Value>();
    var changes = Json.readMap(row.changes, MutationJson.Change.class);
    changes.forEach((field, change) -> after.put(field, withKey(id.entity(), field, change)));
    var s = row.step;
    var step =
        new Step(
            s.seq,
            s.mutation,
            s.device,
            s.deviceSeq,
            id,
            s.version,
            s.op,
            after,
            s.author,
            s.onBehalfOf,
            past.fields);
    past.isDeleted = s.op.equals("delete");
    for (var change : after.entrySet()) {
      past.fields = past.fields.with(change.getKey(), change.getValue());
      collect(change.getValue(), texts);
      collect(change.getValue(), textsEver);
    }
    past.fields = past.isDeleted ? Fields.NONE : past.fields;
    past.steps.add(step);
    everKnown
        .computeIfAbsent(id, name -> new HashSet<>())
        .add(s.version + " " + Json.write(past.fields));
    steps.add(step);
    seq = Math.max(seq, s.seq);
    return step;
  }

  private Value withKey(String entity, String field, MutationJson.Change change) {
    if (change.after() == null) {
      return Value.absent();
    }
    var known = schemas.require(entity).field(field).filter(f -> f.type() == FieldType.REFERENCE);
    var target = known.isPresent() ? byId.get(change.after().asText()) : null;
    return target == null ? change.after() : Value.text(target.id.key());
  }

  /** The database was put back: what it holds now is read anew, what it once held stays known. */
  void startOver(Database database) {
    byId.clear();
    byName.clear();
    texts.clear();
    steps.clear();
    seq = 0;
    follow(database);
  }

  boolean everHeld(RecordId id, long version, Fields fields) {
    var known = everKnown.get(id);
    return known != null && known.contains(version + " " + Json.write(fields));
  }

  Optional<Past> of(RecordId id) {
    return Optional.ofNullable(byName.get(id));
  }

  boolean holdsKey(String key) {
    return byName.keySet().stream().anyMatch(id -> id.key().equals(key));
  }

  Optional<Past> ofServerId(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  Iterable<Past> all() {
    return byName.values();
  }

  List<Step> steps() {
    return steps;
  }

  boolean holdsText(String text) {
    return texts.contains(text);
  }

  /** Also what was lost when a backup was put back. */
  boolean everHeldText(String text) {
    return textsEver.contains(text);
  }

  /** Returns the key of the peer mentor whose record it is; empty where everybody shares it. */
  String ownerOf(Past past) {
    if (past.id.entity().equals(PeerSupport.PEER_MENTOR_TYPE)) {
      return past.id.key();
    }
    var owner = schemas.require(past.id.entity()).owner();
    if (owner.isEmpty()) {
      return "";
    }
    for (var step : past.steps) {
      var told = step.after().get(owner);
      if (told != null) {
        return told.asText();
      }
    }
    return "";
  }

  static void collect(Value value, Set<String> texts) {
    if (value instanceof Value.Text text) {
      texts.add(text.text());
    } else if (value instanceof Value.Structure structure) {
      structure.members().values().forEach(member -> collect(member, texts));
    } else if (value instanceof Value.Items items) {
      items.items().forEach(item -> collect(item, texts));
    }
  }
}
