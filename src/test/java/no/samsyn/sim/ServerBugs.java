package no.samsyn.sim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import no.samsyn.json.MutationJson;
import no.samsyn.model.Fields;
import no.samsyn.model.Mutation;
import no.samsyn.server.core.ServerCore;
import no.samsyn.server.feed.Cursors;
import no.samsyn.server.scope.Caller;
import no.samsyn.server.store.Installation;
import no.samsyn.server.store.Organisations;
import no.samsyn.wire.FeedJson;
import no.samsyn.wire.PushJson;

/** Mistakes that a server could make, planted at its border or in its tables. */
final class ServerBugs {
  private ServerBugs() {}

  static Map<String, Supplier<Bug>> all() {
    var bugs = new LinkedHashMap<String, Supplier<Bug>>();
    bugs.put("ids are forgotten at once", afterPush("delete from receipt"));
    bugs.put("the audit trail loses a line", afterPush("delete from audit_entry where n = 1"));
    bugs.put(
        "records and journal count apart",
        afterPush("update record set version = version + 1 where version = 3"));
    bugs.put(
        "the floor stays down when deletions are forgotten",
        afterPush("update organisation set tombstone_floor = 0"));
    bugs.put("a page leaves out what is newest", LeavesOutNewest::new);
    bugs.put("a push moves the cursor over what others wrote", MovesTooFar::new);
    bugs.put("the base of a change is not looked at", BlindWrites::new);
    bugs.put("order within a record is lost", LosesOrder::new);
    return bugs;
  }

  private static Supplier<Bug> afterPush(String sql) {
    return () ->
        new Bug() {
          @Override
          PushJson.Answer push(ServerCore core, Caller caller, PushJson.Request request) {
            var answer = super.push(core, caller, request);
            world().hall.execute(sql);
            return answer;
          }
        };
  }

  private static final class LeavesOutNewest extends Bug {
    @Override
    FeedJson.Changes page(FeedJson.Changes page) {
      var records = page.records();
      return records.size() < 2
          ? page
          : new FeedJson.Changes(
              page.epoch(),
              page.serverTime(),
              records.subList(0, records.size() - 1),
              page.cursor(),
              page.more(),
              page.landmark(),
              page.checkpoint());
    }
  }

  private static final class MovesTooFar extends Bug {
    @Override
    PushJson.Answer push(ServerCore core, Caller caller, PushJson.Request request) {
      var answer = super.push(core, caller, request);
      if (request.cursor() == null) {
        return answer;
      }
      var database = world().hall.database;
      var cursors = new Cursors(Installation.of(database, () -> 1));
      var moved =
          database.read(
              tx -> {
                var seq = Organisations.require(tx, caller.organisation()).seq();
                return new Cursors.Cursor(
                    answer.epoch(),
                    caller.scope().hash(),
                    seq,
                    Cursors.markAt(tx, caller.organisation(), seq));
              });
      return new PushJson.Answer(
          answer.epoch(),
          answer.serverTime(),
          answer.commitSeq(),
          cursors.seal(moved),
          answer.budgetExhausted(),
          answer.results(),
          answer.landmark(),
          answer.checkpoint());
    }
  }

  /** Bends each change so that the server takes it for one made on what stands now. */
  private static final class BlindWrites extends Bug {
    @Override
    PushJson.Answer push(ServerCore core, Caller caller, PushJson.Request request) {
      var bent = new ArrayList<MutationJson>();
      for (var json : request.mutations()) {
        var m = json.toModel();
        var version = versionOf(m);
        bent.add(
            version == 0 || m.basis().followsAnother()
                ? json
                : MutationJson.of(asIfSeen(m).with(Mutation.Basis.version(version))));
      }
      return super.push(core, caller, with(request, bent));
    }

    private long versionOf(Mutation m) {
      return pastOf(m).map(Truth.Past::version).orElse(0L);
    }

    private Optional<Truth.Past> pastOf(Mutation m) {
      for (var past : world().truth.all()) {
        var isIt =
            past.id.key().equals(m.target().record()) || past.serverId.equals(m.target().record());
        if (isIt && !past.isDeleted && past.id.entity().equals(m.target().entity())) {
          return Optional.of(past);
        }
      }
      return Optional.empty();
    }

    private Mutation asIfSeen(Mutation m) {
      var stands = pastOf(m).map(past -> past.fields).orElse(Fields.NONE);
      var changes = new TreeMap<String, no.samsyn.model.FieldChange>();
      m.changes()
          .byName()
          .forEach(
              (name, change) ->
                  changes.put(
                      name, new no.samsyn.model.FieldChange(stands.get(name), change.after())));
      return m.with(new no.samsyn.model.FieldChanges(changes));
    }
  }

  static PushJson.Request with(PushJson.Request r, java.util.List<MutationJson> mutations) {
    return new PushJson.Request(
        r.protocol(),
        r.schema(),
        r.device(),
        r.epoch(),
        r.cursor(),
        r.landmark(),
        r.ackedThrough(),
        r.unsent(),
        mutations);
  }

  /** Answers the second of two changes of one record as if the first had not been there. */
  private static final class LosesOrder extends Bug {
    @Override
    PushJson.Answer push(ServerCore core, Caller caller, PushJson.Request request) {
      var answer = super.push(core, caller, request);
      world()
          .hall
          .execute(
              "update feed set device_seq = 1000000 - device_seq where seq = (select max(seq) from"
                  + " feed)");
      return answer;
    }
  }
}
