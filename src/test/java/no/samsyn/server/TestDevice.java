package no.samsyn.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import no.samsyn.json.Json;
import no.samsyn.json.MutationJson;
import no.samsyn.model.FieldChange;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.Fields;
import no.samsyn.model.Mutation;
import no.samsyn.model.Op;
import no.samsyn.model.Uuid7;
import no.samsyn.model.Value;
import no.samsyn.server.core.ServerCore;
import no.samsyn.server.feed.ChangesHandler;
import no.samsyn.server.feed.Sender;
import no.samsyn.server.feed.SnapshotHandler;
import no.samsyn.server.scope.Caller;
import no.samsyn.wire.FeedJson;
import no.samsyn.wire.PushJson;
import no.samsyn.wire.RecordJson;

/** A device that knows the protocol and nothing else: it builds mutations, pushes and pulls. */
final class TestDevice {
  private final ServerCore core;
  private final ManualTime time;
  private final Caller caller;
  private final String mentorKey;
  private final SeededChance chance;
  private long seq;
  private String landmark = "";
  private String epoch = "";

  TestDevice(ServerCore core, ManualTime time, Caller caller, String mentorKey) {
    this.core = core;
    this.time = time;
    this.caller = caller;
    this.mentorKey = mentorKey;
    this.chance = new SeededChance(caller.user().hashCode());
  }

  Caller caller() {
    return caller;
  }

  String mentorKey() {
    return mentorKey;
  }

  String id() {
    return "phone-" + caller.user();
  }

  String key() {
    return Uuid7.mint(time.now(), chance);
  }

  Mutation create(String entity, String key, Fields fields) {
    return mutation(entity, Op.CREATE, key, Mutation.Basis.NEW, Map.of(), fields.values());
  }

  Mutation update(RecordJson seen, String field, Value after) {
    var before = seen.fields() == null ? Value.absent() : seen.fields().get(field);
    return mutation(
        seen.entity(),
        Op.UPDATE,
        seen.key(),
        Mutation.Basis.version(seen.version()),
        Map.of(field, before),
        Map.of(field, after));
  }

  Mutation delete(RecordJson seen) {
    var basis = Mutation.Basis.version(seen.version());
    return mutation(seen.entity(), Op.DELETE, seen.key(), basis, Map.of(), Map.of());
  }

  Mutation follow(Mutation before, String field, Value after) {
    return mutation(
        before.target().entity(),
        Op.UPDATE,
        before.target().record(),
        Mutation.Basis.after(before.id()),
        before.changes().applyTo(Fields.NONE).values(),
        Map.of(field, after));
  }

  private Mutation mutation(
      String entity,
      Op op,
      String record,
      Mutation.Basis basis,
      Map<String, Value> before,
      Map<String, Value> after) {
    seq++;
    var changes = new LinkedHashMap<String, FieldChange>();
    after.forEach(
        (name, value) ->
            changes.put(name, new FieldChange(before.getOrDefault(name, Value.absent()), value)));
    return new Mutation(
        key(),
        id(),
        seq,
        new Mutation.Target(entity, op, record),
        basis,
        new FieldChanges(changes),
        new Mutation.Evidence(caller.user(), "", time.now(), 12, 1),
        Mutation.Links.NONE);
  }

  static Mutation inGroup(Mutation m, String group) {
    return new Mutation(
        m.id(),
        m.device(),
        m.seq(),
        m.target(),
        m.basis(),
        m.changes(),
        m.evidence(),
        new Mutation.Links(group, "", ""));
  }

  static Mutation onBehalfOf(Mutation m, String peerMentor) {
    var evidence = m.evidence();
    return new Mutation(
        m.id(),
        m.device(),
        m.seq(),
        m.target(),
        m.basis(),
        m.changes(),
        new Mutation.Evidence(evidence.author(), peerMentor, evidence.deviceTime(), 0, 1),
        m.links());
  }

  /** Presents {@code shown} from now on, as a device does that was shown it once. */
  void presents(FeedJson.Landmark shown) {
    landmark = shown.word() == null ? "" : shown.word();
  }

  /** Says from now on that it knows the server's epoch as {@code its}. */
  void knows(String its) {
    epoch = its;
  }

  private Sender sender() {
    return new Sender(id(), 0, landmark);
  }

  Pushed push(Mutation... mutations) {
    return push("", 0, 0, mutations);
  }

  Pushed push(String cursor, long ackedThrough, long unsent, Mutation... mutations) {
    var items = new ArrayList<MutationJson>();
    for (var mutation : mutations) {
      items.add(MutationJson.of(mutation));
    }
    var request =
        new PushJson.Request(
            1,
            1,
            id(),
            epoch.isEmpty() ? null : epoch,
            cursor.isEmpty() ? null : cursor,
            landmark.isEmpty() ? null : landmark,
            ackedThrough,
            unsent,
            items);
    // Through text and back, as every push travels.
    var parsed = Json.read(Json.write(request), PushJson.Request.class);
    var answer = Json.read(Json.write(core.push().push(caller, parsed)), PushJson.Answer.class);
    return new Pushed(answer);
  }

  FeedJson.Changes pull(String cursor) {
    return pull(cursor, 0);
  }

  FeedJson.Changes pull(String cursor, int limit) {
    return core.changes()
        .changes(caller, new ChangesHandler.Request(sender(), cursor, limit, List.of()));
  }

  SnapshotHandler.Answer snapshotPage(String page, int limit) {
    return core.snapshot().snapshot(caller, new SnapshotHandler.Request(sender(), page, limit));
  }

  /** Takes a whole snapshot in small pages and returns what stands, by entity and key. */
  Snapshot snapshot() {
    return snapshot(3);
  }

  Snapshot snapshot(int pageSize) {
    var records = new LinkedHashMap<String, RecordJson>();
    var page = "";
    while (true) {
      var answer = snapshotPage(page, pageSize);
      for (var line : answer.lines()) {
        var record = Json.read(line, RecordJson.class);
        assertThat(records.put(nameOf(record), record)).as("told twice").isNull();
      }
      if (answer.end().next() == null) {
        return new Snapshot(records, answer.end().cursor());
      }
      page = answer.end().next();
    }
  }

  /** Pulls to the end in small pages and returns what the device holds then. */
  Snapshot follow(Snapshot held) {
    return follow(held, 2);
  }

  Snapshot follow(Snapshot held, int pageSize) {
    var records = new LinkedHashMap<>(held.records);
    var cursor = held.cursor;
    while (true) {
      var page = pull(cursor, pageSize);
      for (var record : page.records()) {
        if (record.presence() == null) {
          records.put(nameOf(record), record);
        } else {
          records.remove(nameOf(record));
        }
      }
      cursor = page.cursor();
      if (!page.more()) {
        return new Snapshot(records, cursor);
      }
    }
  }

  String cursor() {
    return snapshot().cursor;
  }

  static String nameOf(RecordJson record) {
    return record.entity() + "/" + record.key();
  }

  /** What a device holds, and where it stands. */
  record Snapshot(Map<String, RecordJson> records, String cursor) {}

  /** An answer to a push, with short words for its results. */
  record Pushed(PushJson.Answer answer) {
    List<PushJson.Result> results() {
      return answer.results();
    }

    PushJson.Result only() {
      assertThat(answer.results()).hasSize(1);
      return answer.results().get(0);
    }

    List<String> statuses() {
      return answer.results().stream().map(PushJson.Result::status).toList();
    }

    Pushed allApplied() {
      assertThat(answer.results())
          .allSatisfy(r -> assertThat(r.status()).as(Json.write(r)).isEqualTo("applied"));
      return this;
    }
  }
}
