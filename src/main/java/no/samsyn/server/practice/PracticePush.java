package no.samsyn.server.practice;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import no.samsyn.json.MutationJson;
import no.samsyn.model.Chance;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.Fields;
import no.samsyn.model.Mutation;
import no.samsyn.model.Op;
import no.samsyn.model.Uuid7;
import no.samsyn.server.push.PushHandler;
import no.samsyn.server.scope.Caller;
import no.samsyn.wire.Protocol;
import no.samsyn.wire.PushJson;

/** Gathers new records of one author and pushes them as the author's device would. */
final class PracticePush {
  private final PushHandler handler;
  private final Caller caller;
  private final Chance chance;
  private final List<MutationJson> mutations = new ArrayList<>();
  private final Map<String, String> serverIds = new HashMap<>();
  private long seq;

  PracticePush(PushHandler handler, Caller caller, Chance chance) {
    this.handler = handler;
    this.caller = caller;
    this.chance = chance;
  }

  /** Adds a record that was made at {@code at} and returns its key. */
  String create(String entity, Fields fields, String onBehalfOf, Instant at) {
    if (mutations.size() == Protocol.PUSH_ITEMS_MAX) {
      send();
    }
    seq++;
    var key = Uuid7.mint(at, chance);
    mutations.add(
        MutationJson.of(
            new Mutation(
                Uuid7.mint(at, chance),
                device(),
                seq,
                new Mutation.Target(entity, Op.CREATE, key),
                Mutation.Basis.NEW,
                FieldChanges.between(Fields.NONE, fields),
                new Mutation.Evidence(caller.user(), onBehalfOf, at, 0, 1),
                Mutation.Links.NONE)));
    return key;
  }

  /** Sends what was gathered; all of it must be applied. */
  void send() {
    if (mutations.isEmpty()) {
      return;
    }
    var request =
        new PushJson.Request(
            Protocol.VERSION, 1, device(), null, null, null, 0, 0, List.copyOf(mutations));
    mutations.clear();
    var results = handler.push(caller, request).results();
    for (var result : results == null ? List.<PushJson.Result>of() : results) {
      var record = result.record();
      if (!"applied".equals(result.status()) || record == null) {
        throw new IllegalStateException("practice data was not taken: " + result.status());
      }
      serverIds.put(String.valueOf(record.key()), String.valueOf(record.serverId()));
    }
  }

  /** Returns the server id of a record that was sent. */
  String serverId(String key) {
    var id = serverIds.get(key);
    if (id == null) {
      throw new IllegalStateException("not sent yet: " + key);
    }
    return id;
  }

  private String device() {
    return "practice-" + caller.user();
  }
}
