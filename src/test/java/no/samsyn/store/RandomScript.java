package no.samsyn.store;

import static no.samsyn.testkit.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import no.samsyn.model.Fields;
import no.samsyn.model.RecordId;
import no.samsyn.model.ServerRecord;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.sync.MirrorRow;
import no.samsyn.sync.Outbox;
import no.samsyn.sync.OutboxEntry;
import no.samsyn.sync.OutboxEntry.Hold;
import no.samsyn.sync.RecordQuery;
import no.samsyn.sync.RowState;
import no.samsyn.sync.SyncStore;
import no.samsyn.testkit.Samples;

/**
 * A script of random transactions, the same for every store, with what each of them saw as text.
 * Two stores that keep the contract see the same.
 */
final class RandomScript {
  private static final int RECORDS = 40;
  private static final String SWAPPED = "swapped";
  private static final List<String> TYPES =
      List.of(PeerSupport.ACTIVITY, PeerSupport.CONTACT, PeerSupport.EXPENSE);

  private static final List<RowState> STATES = List.of(RowState.values());

  private final Random random;
  private long nextSeq = 1;
  private long clock;

  RandomScript(long seed) {
    this.random = new Random(seed);
  }

  /** One transaction: up to eight steps, the outcome of each as text; one in six fails. */
  Function<SyncStore.Tx, List<String>> next() {
    var steps = new ArrayList<Function<SyncStore.Tx, Object>>();
    for (var count = 1 + random.nextInt(8); count > 0; count--) {
      steps.add(step());
    }
    var fails = random.nextInt(6) == 0;
    return tx -> {
      var seen = new ArrayList<String>();
      for (var step : steps) {
        seen.add(String.valueOf(step.apply(tx)));
        if (seen.contains(SWAPPED)) {
          break; // staging is of no use until the next transaction
        }
      }
      if (fails) {
        throw new Abandoned();
      }
      return seen;
    };
  }

  static final class Abandoned extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private Function<SyncStore.Tx, Object> step() {
    clock += random.nextInt(20);
    var now = NOW.plusSeconds(clock);
    var record = record();
    var mutation = "mutation-" + Math.max(1, nextSeq - random.nextInt(30));
    return switch (random.nextInt(16)) {
      case 0, 1 -> put(row(record));
      case 2 -> tx -> done(() -> tx.mirror().remove(record));
      case 3 -> tx -> tx.mirror().find(record);
      case 4 -> list();
      case 5, 6, 7 -> append(record);
      case 8 -> tx -> done(() -> tx.outbox().remove(mutation));
      case 9 -> onQueued(mutation, (tx, entry) -> freeze(tx, entry, now));
      case 10 -> onQueued(mutation, (tx, entry) -> postpone(tx, entry, now));
      case 11 ->
          onQueued(mutation, (tx, entry) -> hold(tx, entry, "word-" + entry.local().seq() % 3));
      case 12 -> release();
      case 13 -> tx -> tx.outbox().ready(now, 10).stream().map(OutboxEntry::mutation).toList();
      case 14 -> stage();
      default ->
          tx -> {
            if (clock % 5 == 0) {
              tx.outbox().releaseLeases();
            }
            return tx.outbox().size() + " " + tx.outbox().lowestSeq(-1);
          };
    };
  }

  private interface OnEntry {
    Object on(SyncStore.Tx tx, OutboxEntry entry);
  }

  private static Function<SyncStore.Tx, Object> onQueued(String mutation, OnEntry work) {
    return tx -> tx.outbox().find(mutation).map(entry -> work.on(tx, entry));
  }

  private static Object done(Runnable work) {
    work.run();
    return "done";
  }

  private RecordId record() {
    return new RecordId(TYPES.get(random.nextInt(3)), Samples.key(random.nextInt(RECORDS)));
  }

  private MirrorRow row(RecordId id) {
    var version = random.nextInt(3);
    var state = version == 0 ? RowState.UNSENT : STATES.get(random.nextInt(4));
    return new MirrorRow(
        id,
        version == 0 ? "" : "s-" + id.key(),
        version,
        Samples.activity(random.nextInt(500)),
        state == RowState.SYNCED ? Fields.NONE : Samples.activity(random.nextInt(500)),
        state,
        state == RowState.UNSENT && random.nextBoolean(),
        Samples.kari(version));
  }

  private static Function<SyncStore.Tx, Object> put(MirrorRow row) {
    return tx -> done(() -> tx.mirror().put(row));
  }

  private Function<SyncStore.Tx, Object> list() {
    var sort =
        List.of("", "key", "date", "state", "peer_mentor", "by_proxy").get(random.nextInt(6));
    var filters =
        random.nextBoolean()
            ? List.<RecordQuery.Filter>of()
            : List.of(new RecordQuery.Filter("by_proxy", random.nextBoolean() ? "true" : "false"));
    var query =
        new RecordQuery(
            PeerSupport.ACTIVITY, filters, sort, random.nextBoolean(), 7, random.nextInt(12));
    return tx -> {
      var page = tx.mirror().list(query);
      return page.total() + " " + page.rows().stream().map(MirrorRow::toString).toList();
    };
  }

  private Function<SyncStore.Tx, Object> append(RecordId record) {
    var seq = nextSeq++;
    var kind = random.nextInt(5);
    return tx -> {
      var before = tx.outbox().of(record);
      var hold =
          kind == 0
              ? Hold.WAITS_FOR_RECORD
              : before.isEmpty() ? Hold.NONE : Hold.BEHIND_PREDECESSOR;
      var waitsFor = kind == 0 ? "word-" + seq % 3 : "";
      tx.outbox()
          .append(
              kind == 1 && before.isEmpty()
                  ? Samples.grouped(seq, record, "group-" + seq % 4)
                  : Samples.entry(seq, record, hold, waitsFor));
      return hold + " " + tx.outbox().inGroup("group-" + seq % 4).size();
    };
  }

  private static Object freeze(SyncStore.Tx tx, OutboxEntry entry, Instant now) {
    return tx.outbox()
        .freeze(
            entry.mutation(), "wire at " + now, new Outbox.Lease("run", now, now.plusSeconds(60)));
  }

  private static Object postpone(SyncStore.Tx tx, OutboxEntry entry, Instant now) {
    return done(
        () ->
            tx.outbox()
                .postpone(
                    entry.mutation(),
                    new Outbox.Delivery(
                        entry.delivery().attempts() + 1, now.plusSeconds(30), "busy")));
  }

  /** A hold gives up the lease: so does this script, because a store in memory may keep it. */
  private static Object hold(SyncStore.Tx tx, OutboxEntry entry, String word) {
    tx.outbox().postpone(entry.mutation(), entry.delivery());
    tx.outbox().hold(entry.mutation(), Hold.NEEDS_PERSON, word);
    return "held";
  }

  private Function<SyncStore.Tx, Object> release() {
    var word = "word-" + random.nextInt(3);
    return tx -> done(() -> tx.outbox().release(word));
  }

  private Function<SyncStore.Tx, Object> stage() {
    var what = random.nextInt(12);
    var page = new ArrayList<ServerRecord>();
    for (var count = random.nextInt(9); count >= 0; count--) {
      page.add(Samples.record(record(), 1 + random.nextInt(5), Samples.activity(count)));
    }
    return tx -> {
      if (what == 0) {
        tx.staging().swap();
        return SWAPPED;
      } else if (what == 1) {
        tx.staging().clear();
      } else {
        tx.staging().add(page);
      }
      return tx.staging().find(page.get(0).id());
    };
  }

  /** Everything that a store holds, for comparing two of them. */
  static List<Object> contents(SyncStore.Tx tx) {
    var contents = new ArrayList<>();
    contents.add(tx.outbox().list(100_000, 0));
    contents.add(tx.outbox().size());
    for (var type : TYPES) {
      contents.add(tx.mirror().countOnServer(type));
      contents.add(tx.mirror().scan(type, "", 100_000));
      for (var number = 0; number < RECORDS; number++) {
        var id = new RecordId(type, Samples.key(number));
        contents.add(tx.mirror().find(id));
        contents.add(tx.staging().find(id));
      }
    }
    assertThat(contents).isNotEmpty();
    return contents;
  }
}
