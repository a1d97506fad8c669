package no.samsyn.sim;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import no.samsyn.audit.AuditAction;
import no.samsyn.model.Mutation;
import no.samsyn.model.RecordId;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.sync.MirrorRow;
import no.samsyn.sync.conflict.ReviewCase;

/**
 * Follows every typed value to its fate: on the server, waiting, dead, thrown away on purpose,
 * given up by a rule and told so, or overtyped by the same person. There is no other.
 */
final class ValueChecks {
  private final World world;
  private final Set<String> given = new HashSet<>();
  private final Set<String> decisions = new HashSet<>();

  /** A value that a person has to decide about, and the record that it was meant for. */
  private record Parked(String record, String value) {}

  private final Map<String, Integer> effects = new HashMap<>();
  private final Set<Parked> parked = new HashSet<>();

  /** Devices that may merge a change once more, since they do not know that they did. */
  private final Set<String> putBack = new HashSet<>();

  ValueChecks(World world) {
    this.world = world;
  }

  void startOver() {
    effects.clear();
    parked.clear();
  }

  /** Takes in what the database held already when it was put back. */
  void recounted(Truth.Step step) {
    if (step.record().entity().equals(ReviewCase.ENTITY)) {
      park(step);
    } else {
      for (var value : step.after().values()) {
        effects.merge(value.asText(), 1, Integer::sum);
      }
    }
  }

  /** Remembers what the trail tells of values that a rule gave up, and which changes decide. */
  void noted(SimDevice device, Committed log) {
    for (var told : log.told) {
      var event = told.event();
      var isGivenUp =
          event.action() == AuditAction.CONFLICTED
              && (event.outcome().equals("kept-theirs") || event.outcome().equals("same"));
      if (isGivenUp) {
        told.changes().byName().values().forEach(c -> Truth.collect(c.after(), given));
      }
    }
    for (var told : log.told) {
      followDecision(told);
    }
    for (var entry : log.appended) {
      if (entry.local().isGrouped() || isPlainRestore(log, entry.mutation())) {
        decisions.add(entry.mutation());
      }
    }
  }

  /** What a person decided stays decided when it goes on under another id. */
  private void followDecision(Committed.Told told) {
    var event = told.event();
    if (event.action() == AuditAction.REBASED && decisions.contains(event.detail())) {
      decisions.add(event.mutation());
    }
    var isJoined = event.action() == AuditAction.COALESCED || event.action() == AuditAction.RETRIED;
    if (isJoined && decisions.contains(event.mutation())) {
      decisions.add(event.detail());
    }
  }

  private static boolean isPlainRestore(Committed log, String mutation) {
    return log.told.stream()
        .anyMatch(
            t ->
                t.event().action() == AuditAction.RESTORED
                    && t.event().mutation().equals(mutation));
  }

  /** What only the device held, and the copy does not, is lost with the disk. */
  void copyPutBack(SimDevice device) {
    putBack.add(device.name());
    var here = new HashSet<String>();
    device.ownMutations().forEach(mutation -> collect(mutation, here));
    world.ledger.forget(
        typed ->
            typed.device().equals(device.name())
                && !here.contains(typed.value())
                && !world.truth.holdsText(typed.value()));
  }

  void conserved(SimDevice device) {
    var here = new HashSet<String>();
    device.ownMutations().forEach(mutation -> collect(mutation, here));
    if (world.counts.of("restores") > 0) { // it will be offered again as soon as the device knows
      device
          .read(tx -> tx.acknowledged().all())
          .forEach(acknowledged -> collect(acknowledged.local(), here));
    }
    conserved(device, here);
  }

  /** At the end what the server once held must be there again. */
  void conservedForGood(SimDevice device) {
    var here = new HashSet<String>();
    device.ownMutations().forEach(mutation -> collect(mutation, here));
    conserved(device, here);
  }

  private void conserved(SimDevice device, Set<String> here) {
    for (var typed : world.ledger.all()) {
      if (typed.device().equals(device.name())
          && !here.contains(typed.value())
          && !world.truth.holdsText(typed.value())
          && !given.contains(typed.value())
          && !world.ledger.isOvertyped(typed)) {
        world.violate(
            Check.CONSERVED,
            typed.value() + " in " + typed.field() + " of " + typed.record() + " is nowhere");
      }
    }
  }

  private static void collect(Mutation mutation, Set<String> texts) {
    mutation.changes().byName().values().forEach(c -> Truth.collect(c.after(), texts));
  }

  /** What waits here, newest for its field, is what its author sees. */
  void shown(SimDevice device) {
    device.onScreen(
        tx -> {
          for (var typed : world.ledger.all()) {
            if (!typed.device().equals(device.name()) || world.ledger.isOvertyped(typed)) {
              continue;
            }
            var waits =
                tx.outbox().of(typed.record()).stream()
                    .anyMatch(entry -> sets(entry.local(), typed));
            var row = tx.mirror().find(typed.record());
            var isOnItsWay = row.isEmpty() && world.counts.of("restores") > 0;
            if (waits && !isOnItsWay && !isShown(row, typed)) {
              world.violate(
                  Check.OWN_WRITES,
                  device.name() + " does not show " + typed.value() + " while it waits");
            }
          }
          return true;
        });
  }

  private static boolean sets(Mutation mutation, Ledger.Typed typed) {
    var change = mutation.changes().byName().get(typed.field());
    return change != null && change.after().asText().equals(typed.value());
  }

  private static boolean isShown(Optional<MirrorRow> row, Ledger.Typed typed) {
    return row.map(r -> r.removed() || r.view().text(typed.field()).equals(typed.value()))
        .orElse(false);
  }

  void committed(Truth.Step step) {
    if (step.record().entity().equals(ReviewCase.ENTITY)) {
      park(step);
      return;
    }
    if (decisions.contains(step.mutation())) {
      return;
    }
    for (var change : step.after().entrySet()) {
      var typed = world.ledger.of(change.getValue().asText());
      if (typed.isPresent() && typed.get().record().equals(step.record())) {
        takesEffectOnce(step, typed.get());
        nothingUnseen(step, typed.get());
        ownWordsOnly(step, typed.get());
      }
    }
  }

  /** A value that waits in a review for a person, and was brought there by who typed it. */
  private void park(Truth.Step step) {
    if (!step.after().containsKey("mine") || !step.after().containsKey("contested")) {
      return;
    }
    var review = ReviewCase.of(world.truth.of(step.record()).orElseThrow().fields);
    for (var field : review.sides().contested()) {
      var value = review.sides().mine().text(field);
      if (isOf(review.sides().mineBy().by().author(), value)) {
        parked.add(new Parked(review.subject().record(), value));
      }
    }
  }

  /** Who restores what another one typed speaks for himself, and that one goes on as before. */
  private boolean isOf(String author, String value) {
    return world.ledger.of(value).map(typed -> userOf(typed).equals(author)).orElse(true);
  }

  private void takesEffectOnce(Truth.Step step, Ledger.Typed typed) {
    if (effects.merge(typed.value(), 1, Integer::sum) > 1 && !putBack.contains(typed.device())) {
      world.violate(
          Check.ONE_FATE, typed.value() + " took effect a second time by " + step.mutation());
    }
    if (parked.contains(new Parked(step.record().key(), typed.value()))) {
      world.violate(
          Check.NOTHING_UNSEEN,
          typed.value() + " waits in a review, and " + step.mutation() + " wrote it all the same");
    }
  }

  /**
   * Where one of the two spoke for somebody else, a value is overwritten only by somebody who saw
   * it, or by a decision.
   */
  private void nothingUnseen(Truth.Step step, Ledger.Typed typed) {
    if (!step.record().entity().equals(PeerSupport.ACTIVITY) || !step.op().equals("update")) {
      return;
    }
    var stood = step.before().text(typed.field());
    var lost = world.ledger.of(stood);
    if (lost.isEmpty()
        || lost.get().device().equals(typed.device())
        || stood.equals(saw(typed))
        || hasSeenBeforeABackup(typed, stood)
        || world.ledger.hasSeenInReview(typed.device(), stood)) {
      return;
    }
    if (isByProxy(step.record(), userOf(typed))
        || isByProxy(step.record(), saidLast(step, typed))) {
      world.violate(
          Check.NOTHING_UNSEEN,
          typed.value() + " took the place of " + stood + ", which its author never saw");
    }
  }

  /**
   * An ordinary change brings what its device's person typed, and nothing that others did; but for
   * a record that a backup lacked, which whoever knows it makes anew when its author does not.
   */
  private void ownWordsOnly(Truth.Step step, Ledger.Typed typed) {
    if (step.op().equals("create") && world.counts.of("restores") > 0) {
      return;
    }
    var device = world.deviceOf(step.device());
    if (device.isPresent() && !device.get().name().equals(typed.device())) {
      world.violate(
          Check.OWN_WORDS,
          device.get().name() + " wrote " + typed.value() + " by " + step.mutation());
    }
  }

  /** What is offered again begins at what its author saw first, whatever he saw in between. */
  private boolean hasSeenBeforeABackup(Ledger.Typed typed, String stood) {
    return world.counts.of("restores") > 0
        && world.ledger.all().stream()
            .anyMatch(
                earlier ->
                    earlier.device().equals(typed.device())
                        && earlier.record().equals(typed.record())
                        && earlier.field().equals(typed.field())
                        && earlier.saw().equals(stood));
  }

  /** What was seen, through own values that never stood on the server. */
  private String saw(Ledger.Typed typed) {
    var seen = typed.saw();
    var own = world.ledger.of(seen);
    while (own.isPresent()
        && own.get().device().equals(typed.device())
        && effects.getOrDefault(seen, 0) == 0) {
      seen = own.get().saw();
      own = world.ledger.of(seen);
    }
    return seen;
  }

  private boolean isByProxy(RecordId record, String user) {
    var owner = world.truth.of(record).map(world.truth::ownerOf).orElse("");
    return !owner.equals(world.hall.mentors.get(user));
  }

  private String userOf(Ledger.Typed typed) {
    return world.devices.stream()
        .filter(device -> device.name().equals(typed.device()))
        .findFirst()
        .orElseThrow()
        .user();
  }

  /** Who restores what another one typed makes it his own word, whoever typed it. */
  private String saidLast(Truth.Step step, Ledger.Typed typed) {
    var author = "";
    for (var earlier : world.truth.of(step.record()).orElseThrow().steps) {
      if (earlier.version() < step.version() && earlier.after().containsKey(typed.field())) {
        author = earlier.author();
      }
    }
    return author;
  }

  /** At the end nothing that stands on the server still waits on its device as well. */
  void oneFate() {
    for (var device : world.devices) {
      device.read(
          tx -> {
            for (var letter : tx.deadLetters().list(10_000, 0)) {
              oneFate(device, letter.mine());
            }
            tx.outbox().list(10_000, 0).forEach(entry -> oneFate(device, entry.local()));
            return true;
          });
    }
  }

  private void oneFate(SimDevice device, Mutation mutation) {
    for (var change : mutation.changes().byName().values()) {
      var value = change.after().asText();
      if (effects.getOrDefault(value, 0) > 0
          && world.ledger.of(value).map(t -> t.device().equals(device.name())).orElse(false)
          && !decisions.contains(mutation.id())) {
        world.violate(
            Check.ONE_FATE, value + " stands on the server and waits on " + device.name());
      }
    }
  }
}
