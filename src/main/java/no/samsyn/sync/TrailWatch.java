package no.samsyn.sync;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import no.samsyn.audit.ChainHead;
import no.samsyn.audit.HashChain;
import no.samsyn.audit.SignedCheckpoint;
import no.samsyn.audit.TrailKey;
import no.samsyn.audit.Witness;
import no.samsyn.audit.WitnessJudgement;
import no.samsyn.audit.WitnessJudgement.Consistent;
import no.samsyn.audit.WitnessJudgement.Incomplete;
import no.samsyn.sync.SyncStore.Durability;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This device as a witness of the server's audit trail: follows the links from the checkpoint that
 * it remembers to the newest that it was shown, a page at a time.
 *
 * <p>What it comes to is durable before anything is made of it. Whatever it comes to, data goes on
 * syncing: an alarm is for a person, and a trail that cannot be fetched now is followed in the next
 * run from where this one came. One page and one hash in memory. Lives on the run's thread.
 */
final class TrailWatch {
  private static final Logger LOG = LoggerFactory.getLogger(TrailWatch.class);
  private static final int LINKS_MAX = 2_000; // some 500 kB of JSON

  private final EnginePorts ports;
  private Optional<SignedCheckpoint> shown = Optional.empty();
  private boolean isOver;

  TrailWatch(EnginePorts ports) {
    this.ports = ports;
  }

  /** Takes what an answer said; the newest counts. */
  void shown(Optional<SignedCheckpoint> checkpoint) {
    if (checkpoint.isPresent() && !checkpoint.equals(shown)) {
      shown = checkpoint;
      isOver = false;
    }
  }

  /** What the store remembers when a step begins. */
  private record State(
      Optional<Witness> witness,
      Optional<ChainHead> followed,
      boolean isDoubted,
      Transport.Sender sender) {
    /** Returns where the way to {@code target} goes on. */
    Optional<ChainHead> wayTo(ChainHead target) {
      var start = witness.map(each -> each.last().checkpoint().head());
      return followed.isPresent() && followed.get().index() <= target.index() ? followed : start;
    }

    boolean hasSeen(SignedCheckpoint checkpoint) {
      return witness.isPresent()
          && witness.get().last().checkpoint().head().equals(checkpoint.checkpoint().head())
          && witness.get().last().keyId().equals(checkpoint.keyId());
    }
  }

  /** Takes one step and returns whether there is another one to take now. */
  boolean step() {
    if (isOver || !shown.isPresent()) {
      return false;
    }
    isOver = true; // unless this step says otherwise
    var target = shown.get();
    var state = state();
    if (state.hasSeen(target)) {
      return false;
    }
    try {
      var reply = ports.transport().trail(request(state, target));
      if (reply instanceof Reply.Answer<Transport.TrailSegment> answer) {
        take(state, target, answer.body());
      } else {
        LOG.info("The server's audit trail could not be followed now: it refused");
      }
    } catch (IOException e) {
      LOG.info("The server's audit trail could not be followed now: {}", e.toString());
    }
    return !isOver;
  }

  private State state() {
    return ports
        .store()
        .inTransaction(
            Durability.RELAXED,
            tx -> {
              var facts = new WitnessFacts(tx.facts());
              var witness = facts.witness();
              return new State(
                  witness,
                  witness.flatMap(each -> facts.followed(each.last().checkpoint().head().tenant())),
                  facts.isWayDoubted(),
                  new DeviceFacts(tx.facts())
                      .sender(tx.outbox().size(), ports.time().now(), ports.chance()));
            });
  }

  /** Asks for links up to the target; where there is no way to go, for the keys alone. */
  private static Transport.TrailRequest request(State state, SignedCheckpoint target) {
    var head = target.checkpoint().head();
    var from = state.wayTo(head).map(ChainHead::index).orElse(head.index());
    var links = Math.max(1, Math.min(LINKS_MAX, head.index() - from));
    return new Transport.TrailRequest(state.sender(), Math.min(from, head.index()), (int) links);
  }

  private void take(State state, SignedCheckpoint target, Transport.TrailSegment segment) {
    var key = key(segment.keys(), target.keyId());
    if (!state.witness().isPresent()) {
      settle(
          key.map(each -> Witness.begin(target, each))
              .orElseGet(() -> new WitnessJudgement.Forged(target)),
          state,
          target);
      return;
    }
    var way = state.wayTo(target.checkpoint().head()).orElseThrow(IllegalStateException::new);
    var chain = HashChain.from(way);
    var witness = state.witness().get();
    var judgement =
        key.map(each -> witness.judge(target, each, chain, segment.links()))
            .orElseGet(() -> new WitnessJudgement.Forged(target));
    if (judgement instanceof Incomplete) {
      goOn(chain.head(), way);
    } else if (judgement instanceof WitnessJudgement.Rewritten
        && isResumed(state, way)
        && !state.isDoubted()) {
      startAgain();
    } else {
      settle(judgement, state, target);
    }
  }

  private static Optional<TrailKey> key(List<TrailKey> keys, String id) {
    return keys.stream().filter(key -> key.id().equals(id)).findFirst();
  }

  /** Keeps how far it came; an answer that led nowhere ends it for this run. */
  private void goOn(ChainHead reached, ChainHead before) {
    if (reached.index() > before.index()) {
      ports
          .store()
          .inTransaction(
              Durability.RELAXED,
              tx -> {
                new WitnessFacts(tx.facts()).setFollowed(reached);
                return true;
              });
      isOver = false;
    } else {
      LOG.info("The server's audit trail was not shown beyond entry {}", reached.index());
    }
  }

  private static boolean isResumed(State state, ChainHead way) {
    return state.followed().isPresent() && state.followed().get().equals(way);
  }

  /**
   * A way that was followed in several parts may have gone wrong in any of them. Before anybody is
   * accused it is followed again from the remembered checkpoint, once.
   */
  private void startAgain() {
    ports
        .store()
        .inTransaction(
            Durability.FORCED,
            tx -> {
              new WitnessFacts(tx.facts()).doubtTheWay();
              return true;
            });
    isOver = false;
  }

  private void settle(WitnessJudgement judgement, State state, SignedCheckpoint target) {
    ports
        .store()
        .inTransaction(
            Durability.FORCED,
            tx -> {
              var facts = new WitnessFacts(tx.facts());
              if (judgement instanceof Consistent consistent) {
                facts.remember(consistent.next());
              } else {
                raise(tx, facts, judgement, state, target);
              }
              return true;
            });
  }

  /** What contradicts itself is told once, however often it is shown. */
  private void raise(
      SyncStore.Tx tx,
      WitnessFacts facts,
      WitnessJudgement judgement,
      State state,
      SignedCheckpoint target) {
    facts.forgetTheWay();
    var now = ports.time().now();
    var alarm =
        new WitnessAlarm(
            WitnessAlarm.Kind.of(judgement),
            state.witness().map(Witness::last).orElse(target),
            target,
            now);
    if (facts.alarm().map(alarm::isSameAs).orElse(false)) {
      return;
    }
    facts.setAlarm(alarm);
    var index = Long.toString(target.checkpoint().head().index());
    new Audit(tx, now).alarm(alarm.kind().code(), index);
    LOG.warn(
        "The server's audit trail does not go on from what this device saw: {} at entry {}",
        alarm.kind().code(),
        index);
  }
}
