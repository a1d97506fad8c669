package no.samsyn.sim;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import no.samsyn.json.MutationJson;
import no.samsyn.model.Chance;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.Mutation;
import no.samsyn.model.Op;
import no.samsyn.model.RecordId;
import no.samsyn.model.Uuid7;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.server.auth.PasswordCost;
import no.samsyn.server.auth.UserAdmin;
import no.samsyn.server.core.ServerCore;
import no.samsyn.server.scope.Caller;
import no.samsyn.wire.PushJson;

/**
 * What an administrator does at the server: moves a peer mentor to another unit, whose coordinators
 * then see all of it and those before see nothing any more, or locks a user out for a while. When
 * calm comes everybody is back where they belong.
 */
final class Office {
  static final String HOME = "north";
  private static final String AWAY = "south";
  private static final String DESK = "desk-of-admin";
  private static final long SEQ_AFTER_THE_FIRST = 1_000;

  private final World world;
  private final Caller admin = Caller.administrator(ServerCore.ORGANISATION, "admin");
  private final Chance chance;
  private final Map<String, Long> movedAt = new HashMap<>();
  private final Set<String> lockedOut = new LinkedHashSet<>();
  private final Set<String> everLockedOut = new LinkedHashSet<>();
  private boolean isClosed;
  private long seq = SEQ_AFTER_THE_FIRST;

  Office(World world) {
    this.world = world;
    this.chance = () -> world.tape.entropy(DESK);
  }

  /** Moves the mentor away, or back if he is away. */
  void move(String mentor) {
    if (isOpen()) {
      moveTo(mentor, unitOf(mentor).equals(HOME) ? AWAY : HOME);
    }
  }

  void lockOut(String user) {
    if (isOpen()) {
      world.counts.count("lock-outs");
      users().disable(user);
      lockedOut.add(user);
      everLockedOut.add(user);
    }
  }

  private boolean isOpen() {
    return !isClosed && !world.server.isDown();
  }

  /** Brings everybody back, as soon as the server runs, and leaves them there. */
  void bringHome() {
    isClosed = true;
    if (world.server.isDown()) {
      world.stage.at(world.stage.now() + 1_000, "the office tries again", this::bringHome);
      return;
    }
    world.hall.mentors.values().stream()
        .filter(mentor -> !unitOf(mentor).equals(HOME))
        .forEach(mentor -> moveTo(mentor, HOME));
    lockedOut.forEach(users()::enable);
    lockedOut.clear();
  }

  /** The backup may be of a time when somebody was away or locked out. */
  void restored() {
    movedAt.replaceAll((mentor, seq) -> Long.MAX_VALUE);
    if (isClosed) {
      lockedOut.addAll(everLockedOut);
      bringHome();
    }
  }

  /** Returns the unit where the mentor is now. */
  String unitOf(String mentor) {
    return world
        .truth
        .of(new RecordId(PeerSupport.PEER_MENTOR_TYPE, mentor))
        .map(past -> past.fields.text(PeerSupport.UNIT))
        .orElse("");
  }

  /** Whether the feed tells of all records of {@code mentor} at a place after {@code seq}. */
  boolean hasMovedSince(String mentor, long seq) {
    return movedAt.getOrDefault(mentor, 0L) > seq;
  }

  private UserAdmin users() {
    return world.server.core().users(ServerCore.ORGANISATION, "operator", PasswordCost.TRIFLING);
  }

  private void moveTo(String mentor, String unit) {
    var id = new RecordId(PeerSupport.PEER_MENTOR_TYPE, mentor);
    var past = world.truth.of(id).orElseThrow();
    var now = world.begin().plusMillis(world.stage.now());
    var mutation =
        new Mutation(
            Uuid7.mint(now, chance),
            DESK,
            ++seq,
            new Mutation.Target(id.entity(), Op.UPDATE, id.key()),
            Mutation.Basis.version(past.version()),
            FieldChanges.between(past.fields, past.fields.with(PeerSupport.UNIT, unit)),
            new Mutation.Evidence("admin", "", now, 0, 1),
            Mutation.Links.NONE);
    var request =
        new PushJson.Request(
            1, 1, DESK, null, null, null, 0, 0, List.of(MutationJson.of(mutation)));
    var result = world.server.core().push().push(admin, request).results().get(0);
    if ("applied".equals(result.status())) {
      world.counts.count("moves to another unit");
      world.judge.committed();
      movedAt.put(mentor, world.hall.number("select seq from organisation"));
    }
  }
}
