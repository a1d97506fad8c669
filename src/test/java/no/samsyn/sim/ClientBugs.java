package no.samsyn.sim;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import no.samsyn.model.FieldChange;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.Mutation;
import no.samsyn.model.Op;
import no.samsyn.model.PolicyRule;
import no.samsyn.model.ServerRecord;
import no.samsyn.model.Value;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.sync.EnginePorts;
import no.samsyn.sync.Facts;
import no.samsyn.sync.IdMap;
import no.samsyn.sync.Mirror;
import no.samsyn.sync.MirrorRow;
import no.samsyn.sync.Reply;
import no.samsyn.sync.RowState;
import no.samsyn.sync.SyncSettings;
import no.samsyn.sync.SyncStore;
import no.samsyn.sync.TokenVault;
import no.samsyn.sync.Transport;
import no.samsyn.sync.Transport.ItemResult;
import no.samsyn.sync.conflict.Rulebook;

/** Mistakes that an engine could make, planted at its ports. */
final class ClientBugs {
  private ClientBugs() {}

  static Map<String, Supplier<Bug>> all() {
    var bugs = new LinkedHashMap<String, Supplier<Bug>>();
    bugs.putAll(StoreBugs.all());
    bugs.putAll(MemoryBugs.all());
    ways(bugs);
    rules(bugs);
    return bugs;
  }

  private static Supplier<Bug> onTheWay(Function<Transport, Transport> spoiled) {
    return () ->
        new Bug() {
          @Override
          Transport transport(Transport inner, SimDevice device) {
            return spoiled.apply(inner);
          }
        };
  }

  private static void ways(Map<String, Supplier<Bug>> bugs) {
    bugs.put("a conflict counts as applied", onTheWay(ConflictIsApplied::new));
    bugs.put("a page loses its last record", onTheWay(LastIsLost::new));
    bugs.put("rows come after their cursor", CursorFirst::new);
    bugs.put("a record gets another server id", onTheWay(OtherId::new));
    bugs.put(
        "a token is used before it is kept",
        () ->
            new Bug() {
              @Override
              TokenVault vault(TokenVault inner) {
                return new ForgetfulVault(inner);
              }
            });
    bugs.put(
        "a reference travels before its target",
        StoreBugs.inStore(
            (tx, call) -> {
              var result = call.proceed();
              return call.is(IdMap.class, "serverIdOf") && result.equals(Optional.empty())
                  ? Optional.of("s-00000000000000000000000000000000")
                  : result;
            }));
    bugs.put(
        "a row holds a server id",
        StoreBugs.inStore(
            (tx, call) -> {
              if (call.is(Mirror.class, "put")) {
                var row = (MirrorRow) call.arguments().get(0);
                var owner = tx.idMap().serverIdOf(row.view().text("peer_mentor"));
                if (owner.isPresent() && row.state() != RowState.SYNCED) {
                  return call.with(
                      0, StoreBugs.withView(row, row.view().with("peer_mentor", owner.get())));
                }
              }
              return call.proceed();
            }));
  }

  /** Takes the server's no for a yes. */
  private static final class ConflictIsApplied extends Spoiled.Way {
    ConflictIsApplied(Transport inner) {
      super(inner);
    }

    @Override
    public Reply<PushAnswer> push(PushRequest request) throws IOException {
      var reply = super.push(request);
      if (!(reply instanceof Reply.Answer<PushAnswer> answer)) {
        return reply;
      }
      var results = new ArrayList<ItemResult>();
      for (var result : answer.body().results()) {
        results.add(
            result instanceof ItemResult.Conflict conflict
                ? new ItemResult.Applied(conflict.id(), conflict.current(), false)
                : result);
      }
      var a = answer.body();
      return new Reply.Answer<>(
          new PushAnswer(
              a.epoch(),
              a.serverTime(),
              a.commitSeq(),
              a.cursor(),
              a.budgetExhausted(),
              results,
              a.landmark(),
              a.checkpoint()));
    }
  }

  private static class ChangedPages extends Spoiled.Way {
    private final Function<List<ServerRecord>, List<ServerRecord>> change;

    ChangedPages(Transport inner, Function<List<ServerRecord>, List<ServerRecord>> change) {
      super(inner);
      this.change = change;
    }

    @Override
    public Reply<ChangesPage> changes(ChangesRequest request) throws IOException {
      var reply = super.changes(request);
      if (!(reply instanceof Reply.Answer<ChangesPage> answer)) {
        return reply;
      }
      var a = answer.body();
      return new Reply.Answer<>(
          new ChangesPage(
              a.epoch(),
              a.serverTime(),
              change.apply(a.records()),
              a.cursor(),
              a.more(),
              a.landmark(),
              a.checkpoint()));
    }
  }

  private static final class LastIsLost extends ChangedPages {
    LastIsLost(Transport inner) {
      super(
          inner, records -> records.size() < 2 ? records : records.subList(0, records.size() - 1));
    }
  }

  private static final class OtherId extends ChangedPages {
    OtherId(Transport inner) {
      super(inner, records -> records.stream().map(OtherId::renamed).toList());
    }

    private static ServerRecord renamed(ServerRecord record) {
      return new ServerRecord(
          record.id(),
          record.serverId().substring(0, 32) + "ff",
          record.version(),
          record.presence(),
          record.fields(),
          record.last());
    }
  }

  /** Writes the new cursor down in a transaction of its own, before the rows. */
  private static final class CursorFirst extends Bug {
    private final Map<SimDevice, SyncStore> stores = new LinkedHashMap<>();

    @Override
    SyncStore store(SyncStore inner, SimDevice device) {
      stores.put(device, inner);
      return Spoiled.store(
          inner,
          (tx, call) ->
              call.is(Facts.class, "set")
                      && call.arguments().get(0).equals("cursor")
                      && !((String) call.arguments().get(1)).isEmpty()
                  ? null
                  : call.proceed());
    }

    @Override
    Transport transport(Transport inner, SimDevice device) {
      return new Spoiled.Way(inner) {
        @Override
        public Reply<ChangesPage> changes(ChangesRequest request) throws IOException {
          var reply = super.changes(request);
          if (reply instanceof Reply.Answer<ChangesPage> answer) {
            stores
                .get(device)
                .inTransaction(
                    SyncStore.Durability.FORCED,
                    tx -> {
                      tx.facts().set("cursor", answer.body().cursor());
                      return true;
                    });
          }
          return reply;
        }

        @Override
        public Reply<SnapshotPage> snapshot(SnapshotRequest request) throws IOException {
          var reply = super.snapshot(request);
          if (reply instanceof Reply.Answer<SnapshotPage> answer && answer.body().isLast()) {
            stores
                .get(device)
                .inTransaction(
                    SyncStore.Durability.FORCED,
                    tx -> {
                      tx.facts().set("cursor", answer.body().cursor());
                      return true;
                    });
          }
          return reply;
        }
      };
    }
  }

  /** Keeps a new pair of tokens in memory first, and on the disk with the one after. */
  private static final class ForgetfulVault implements TokenVault {
    private final TokenVault inner;
    private Optional<Tokens> newest = Optional.empty();

    ForgetfulVault(TokenVault inner) {
      this.inner = inner;
    }

    @Override
    public Optional<Tokens> current() {
      return newest.isPresent() ? newest : inner.current();
    }

    @Override
    public void keep(Tokens tokens) {
      if (inner.current().isPresent()) {
        newest = Optional.of(tokens);
      } else {
        inner.keep(tokens);
      }
    }

    @Override
    public void forget() {
      newest = Optional.empty();
      inner.forget();
    }
  }

  private static Supplier<Bug> withPorts(Function<EnginePorts, EnginePorts> spoiled) {
    return () ->
        new Bug() {
          @Override
          EnginePorts ports(EnginePorts ports) {
            return spoiled.apply(ports);
          }
        };
  }

  private static EnginePorts with(EnginePorts p, Rulebook rulebook, SyncSettings settings) {
    return new EnginePorts(
        p.store(),
        p.transport(),
        p.sealer(),
        p.schemas(),
        rulebook,
        p.time(),
        p.chance(),
        p.pauses(),
        settings);
  }

  private static EnginePorts sealing(EnginePorts p, Function<Mutation, Mutation> change) {
    return new EnginePorts(
        p.store(),
        p.transport(),
        mutation -> p.sealer().seal(change.apply(mutation)),
        p.schemas(),
        p.rulebook(),
        p.time(),
        p.chance(),
        p.pauses(),
        p.settings());
  }

  private static void rules(Map<String, Supplier<Bug>> bugs) {
    var blind = PolicyRule.of(PolicyRule.MERGE_FIELDS, PolicyRule.LAST_WRITE_WINS);
    bugs.put(
        "the later wins where somebody spoke for another",
        withPorts(
            p ->
                with(
                    p,
                    new Rulebook(
                        Map.of("activity", blind, "contact", blind, "expense", blind),
                        Map.of(),
                        PeerSupport.pairs()),
                    p.settings())));
    bugs.put(
        "batches are larger than agreed",
        withPorts(
            p ->
                with(
                    p,
                    p.rulebook(),
                    p.settings().withLimits(new SyncSettings.Limits(400, 900_000, 5)))));
    bugs.put(
        "a change is sent in another's name",
        withPorts(p -> sealing(p, ClientBugs::inAnothersName)));
    bugs.put(
        "a review is sent as decided",
        withPorts(
            p ->
                sealing(
                    p,
                    m ->
                        m.target().entity().equals("review") && m.target().op() == Op.CREATE
                            ? m.with(set(m.changes(), "status", "resolved"))
                            : m)));
  }

  private static FieldChanges set(FieldChanges changes, String field, String value) {
    var changed = new LinkedHashMap<>(changes.byName());
    changed.put(field, new FieldChange(Value.absent(), Value.text(value)));
    return new FieldChanges(changed);
  }

  private static Mutation inAnothersName(Mutation m) {
    var e = m.evidence();
    return new Mutation(
        m.id(),
        m.device(),
        m.seq(),
        m.target(),
        m.basis(),
        m.changes(),
        new Mutation.Evidence(
            "nora", e.onBehalfOf(), e.deviceTime(), e.clockOffsetMillis(), e.schemaVersion()),
        m.links());
  }
}
