package no.samsyn.sync;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Function;
import no.samsyn.sync.SyncReport.Stop;
import no.samsyn.sync.SyncStore.Durability;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run as a loop of {@link #step}: plan in one transaction, one exchange, settle in one
 * transaction.
 *
 * <p>Pushes until nothing may go, then pulls until nothing is left, then looks once more for what
 * was saved meanwhile. Between two steps nothing is in memory that a crash would lose: the run can
 * end anywhere.
 */
final class SyncRun {
  private static final Logger LOG = LoggerFactory.getLogger(SyncRun.class);

  /** What a step came to. */
  sealed interface Step {
    /** Go on at once. */
    record Continue() implements Step {}

    /**
     * Go on after a pause, because something outside failed; who cannot wait stops with {@code
     * otherwise}.
     */
    record Wait(Duration length, Done otherwise) implements Step {}

    record Done(Stop stop, String detail, Duration retryAfter) implements Step {
      static Done because(Stop stop) {
        return new Done(stop, "", Duration.ZERO);
      }
    }
  }

  private static final Step CONTINUE = new Step.Continue();

  private final EnginePorts ports;
  private final Suspicion suspicion;
  private final BatchPlanner planner;
  private final TrailWatch watch;
  private final Encounters encounters;
  private final RunCounts counts = new RunCounts();
  private int failuresInARow;
  private int resets;
  private int newEpochs;
  private boolean pulledToTheEnd;

  SyncRun(EnginePorts ports, String leaseOwner) {
    this.ports = ports;
    this.watch = new TrailWatch(ports);
    this.encounters = new Encounters(ports);
    var limits = ports.settings().limits();
    this.suspicion = new Suspicion(limits.batchItems());
    this.planner =
        new BatchPlanner(ports.schemas(), ports.sealer(), leaseOwner, limits.batchBytes());
  }

  RunCounts counts() {
    return counts;
  }

  Step step() {
    var batch = inTransaction(Durability.FORCED, tx -> planner.plan(tx, now(), suspicion.limit()));
    if (!batch.isEmpty()) {
      pulledToTheEnd = false;
      return push(batch);
    }
    if (batch.changedTheQueue()) {
      return CONTINUE; // what stood first was buried or held; others may go now
    }
    if (pulledToTheEnd) {
      return watch.step() ? CONTINUE : Step.Done.because(Stop.FINISHED);
    }
    var cursor = read(tx -> new DeviceFacts(tx.facts()).cursor());
    return cursor.isEmpty() ? snapshot() : pull(cursor);
  }

  private Step push(Batch batch) {
    var request = pushRequest(batch);
    Reply<Transport.PushAnswer> reply;
    try {
      reply = ports.transport().push(request);
      counts.sent(batch.entries().keySet());
    } catch (IOException e) {
      if (mayHaveArrived(e)) {
        counts.sent(batch.entries().keySet());
      }
      unsettled(Durability.RELAXED, left -> left.giveBack(batch));
      return unreachable(e, batch.size());
    }
    if (reply instanceof Reply.Refusal<Transport.PushAnswer> refusal) {
      unsettled(Durability.RELAXED, left -> left.giveBack(batch));
      return refusal.kind().after() == RefusalKind.After.SUSPECT
          ? suspect(batch, refusal.kind().name())
          : refusedPush(refusal, batch);
    }
    var answer = ((Reply.Answer<Transport.PushAnswer>) reply).body();
    try {
      var settled =
          inTransaction(Durability.FORCED, tx -> settle(tx, batch, answer, request.cursor()));
      counts.settled(settled.outcome);
      newEpochs += settled.isNewEpoch ? 1 : 0;
      if (newEpochs > 1) { // two servers behind one address: this run would go round in a circle
        return failing(Stop.SERVER_FAILING, "epoch-again", Duration.ZERO);
      }
      if (!settled.isNewEpoch && settled.outcome.deferred() == batch.size()) {
        return failing(Stop.SERVER_BUSY, "deferred", Duration.ZERO);
      }
      succeeded();
      return CONTINUE;
    } catch (BadAnswer e) {
      unsettled(Durability.RELAXED, left -> left.giveBack(batch));
      return suspect(batch, e.what());
    }
  }

  /** Without a connection nothing travelled; after any other failure nobody knows. */
  private static boolean mayHaveArrived(IOException e) {
    return !(e instanceof ConnectException
        || e instanceof UnknownHostException
        || e instanceof NoRouteToHostException);
  }

  /** What became of the items, and whether the server turned out to be of another life. */
  private record Settled(PushSettlement.Outcome outcome, boolean isNewEpoch) {}

  /**
   * The cursor moves over the push only if all of it was taken in, and nobody moved it meanwhile.
   */
  private Settled settle(
      SyncStore.Tx tx, Batch batch, Transport.PushAnswer answer, String askedWith) {
    var outcome = new PushSettlement(tx, ports, now()).settle(batch, answer);
    var facts = new DeviceFacts(tx.facts());
    var isNewEpoch = Epochs.note(tx, now(), answer.epoch(), answer.landmark());
    if (!isNewEpoch
        && !answer.cursor().isEmpty()
        && !outcome.skippedAny()
        && facts.cursor().equals(askedWith)) {
      facts.moveCursor(answer.cursor());
    }
    suspicion.succeeded().forEach(new UnsettledBatch(tx, now())::blame);
    encounters.note(tx, batch, answer, now());
    return new Settled(outcome, isNewEpoch);
  }

  private Transport.PushRequest pushRequest(Batch batch) {
    return read(
        tx -> {
          var facts = new DeviceFacts(tx.facts());
          return new Transport.PushRequest(
              sender(tx),
              facts.epoch(),
              facts.cursor(),
              tx.outbox().lowestSeq(facts.lastSeq() + 1) - 1,
              batch.sealed());
        });
  }

  private Step pull(String cursor) {
    try {
      var request =
          new Transport.ChangesRequest(
              read(this::sender), cursor, ports.settings().limits().pageRecords());
      var reply = ports.transport().changes(request);
      if (reply instanceof Reply.Refusal<Transport.ChangesPage> refusal) {
        return refused(refusal);
      }
      var page = ((Reply.Answer<Transport.ChangesPage>) reply).body();
      inTransaction(
          Durability.RELAXED,
          tx -> {
            new PullSettlement(tx, ports, now()).settle(page, cursor);
            return Epochs.note(tx, now(), page.epoch(), page.landmark());
          });
      counts.pulled(page.records().size());
      pulledToTheEnd = !page.more();
      watch.shown(page.checkpoint());
      succeeded();
      return CONTINUE;
    } catch (IOException e) {
      return unreachable(e, 0);
    } catch (BadAnswer e) {
      return failing(Stop.SERVER_FAILING, e.what(), Duration.ZERO);
    }
  }

  private Step snapshot() {
    try {
      var request =
          read(
              tx ->
                  new Transport.SnapshotRequest(
                      sender(tx),
                      new DeviceFacts(tx.facts()).snapshotPage(),
                      ports.settings().limits().pageRecords()));
      var reply = ports.transport().snapshot(request);
      if (reply instanceof Reply.Refusal<Transport.SnapshotPage> refusal) {
        return refused(refusal);
      }
      var page = ((Reply.Answer<Transport.SnapshotPage>) reply).body();
      inTransaction(
          page.isLast() ? Durability.FORCED : Durability.RELAXED,
          tx -> {
            Epochs.note(tx, now(), page.epoch(), page.landmark());
            new SnapshotFill(tx, now(), ports.schemas()).add(page, request.page());
            return true;
          });
      counts.pulled(page.records().size());
      succeeded();
      return CONTINUE;
    } catch (IOException e) {
      return unreachable(e, 0);
    } catch (BadAnswer e) {
      return failing(Stop.SERVER_FAILING, e.what(), Duration.ZERO);
    }
  }

  private Step refusedPush(Reply.Refusal<?> refusal, Batch batch) {
    if (refusal.kind().after() != RefusalKind.After.HALVE) {
      return refused(refusal);
    }
    if (!batch.isOneItem()) {
      suspicion.halve(batch.size());
    } else {
      unsettled(Durability.FORCED, left -> left.buryTooLarge(batch));
    }
    return CONTINUE;
  }

  private Step refused(Reply.Refusal<?> refusal) {
    LOG.info("The server refused the request: {} {}", refusal.kind(), refusal.code());
    return switch (refusal.kind().after()) {
      case STOP -> new Step.Done(stopFor(refusal.kind()), refusal.code(), refusal.retryAfter());
      case HALVE -> failing(Stop.SERVER_FAILING, refusal.code(), refusal.retryAfter());
      case RESET -> reset();
      case WAIT -> failing(Stop.SERVER_BUSY, refusal.code(), refusal.retryAfter());
      case SUSPECT -> failing(Stop.SERVER_FAILING, refusal.code(), refusal.retryAfter());
      case OFFLINE -> failing(Stop.OFFLINE, refusal.code(), Duration.ZERO);
    };
  }

  private static Stop stopFor(RefusalKind kind) {
    return switch (kind) {
      case SIGN_IN_NEEDED -> Stop.SIGN_IN_NEEDED;
      case UPGRADE_NEEDED -> Stop.UPGRADE_NEEDED;
      case FORBIDDEN -> Stop.FORBIDDEN;
      default -> Stop.ERROR;
    };
  }

  private Step reset() {
    inTransaction(
        Durability.FORCED,
        tx -> {
          new DeviceFacts(tx.facts()).startOver();
          return true;
        });
    resets++;
    return resets == 1 ? CONTINUE : failing(Stop.SERVER_FAILING, "reset-again", Duration.ZERO);
  }

  private Step suspect(Batch batch, String detail) {
    var verdict = suspicion.failed(batch);
    LOG.info("A push of {} failed ({}): {}", batch.size(), detail, verdict);
    return switch (verdict) {
      case TRY_AGAIN -> failing(Stop.SERVER_FAILING, detail, Duration.ZERO);
      case TRY_LESS -> CONTINUE;
      case PUT_ASIDE -> {
        unsettled(Durability.FORCED, left -> left.putAside(batch, ports));
        yield CONTINUE;
      }
      case OUTAGE -> new Step.Done(Stop.SERVER_FAILING, detail, Duration.ZERO);
    };
  }

  /** At the end of a run: who was put aside and not proved guilty may go again at once. */
  void acquit(SyncStore.Tx tx) {
    suspicion.suspects().forEach(new UnsettledBatch(tx, now())::acquit);
  }

  private void unsettled(Durability durability, Consumer<UnsettledBatch> work) {
    inTransaction(
        durability,
        tx -> {
          work.accept(new UnsettledBatch(tx, now()));
          return true;
        });
  }

  private Step unreachable(IOException e, int batchSize) {
    LOG.info("The server cannot be reached: {}", e.toString());
    if (batchSize > 1 && failuresInARow > 0) {
      suspicion.halve(batchSize); // a slow line gets smaller loads through
    }
    return failing(Stop.OFFLINE, e.getClass().getSimpleName(), Duration.ZERO);
  }

  private Step failing(Stop stop, String detail, Duration retryAfter) {
    failuresInARow++;
    if (failuresInARow > ports.settings().retriesPerRun()) {
      return new Step.Done(stop, detail, retryAfter);
    }
    var backoff = ports.settings().inRun().delay(failuresInARow, ports.chance().nextDouble());
    var wait = backoff.compareTo(retryAfter) > 0 ? backoff : retryAfter;
    return new Step.Wait(wait, new Step.Done(stop, detail, retryAfter));
  }

  private void succeeded() {
    failuresInARow = 0;
  }

  private Transport.Sender sender(SyncStore.Tx tx) {
    return new DeviceFacts(tx.facts()).sender(tx.outbox().size(), now(), ports.chance());
  }

  private Instant now() {
    return ports.time().now();
  }

  private <T> T read(Function<SyncStore.Tx, T> work) {
    return inTransaction(Durability.RELAXED, work);
  }

  private <T> T inTransaction(Durability durability, Function<SyncStore.Tx, T> work) {
    return ports.store().inTransaction(durability, work);
  }
}
