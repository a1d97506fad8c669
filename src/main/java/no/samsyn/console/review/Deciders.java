package no.samsyn.console.review;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import no.samsyn.console.SignInDesk;
import no.samsyn.console.Trouble;
import no.samsyn.model.RecordId;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.sync.DeciderList;
import no.samsyn.sync.DeciderList.Decider;
import no.samsyn.sync.Reply;
import no.samsyn.sync.SyncStore;
import no.samsyn.sync.SyncStore.Durability;
import no.samsyn.sync.conflict.ReviewCase;

/**
 * Gives a case to somebody who can decide it, and to nobody else. Who that is, the server knows; to
 * oneself and to nobody it can be given without it. Thread-safe as far as the store is.
 */
public final class Deciders {
  private static final Set<String> ROLES = Set.of("coordinator", "administrator");

  private final SyncStore store;
  private final ReviewDesk desk;
  private final DeciderList server;

  public Deciders(SyncStore store, ReviewDesk desk, DeciderList server) {
    this.store = store;
    this.desk = desk;
    this.server = server;
  }

  /** Returns who can decide the review of {@code key}, by name. */
  public List<Decider> of(String key) {
    var unit = store.inTransaction(Durability.RELAXED, tx -> unit(tx, key));
    return everybody().stream()
        .filter(decider -> decider.sees(unit))
        .sorted(
            Comparator.comparing(Decider::name, String.CASE_INSENSITIVE_ORDER)
                .thenComparing(Decider::user))
        .toList();
  }

  private static String unit(SyncStore.Tx tx, String key) {
    var mentor = ReviewCase.of(ReviewDesk.find(tx, key).view()).subject().peerMentor();
    return mentor.isEmpty()
        ? ""
        : tx.mirror()
            .find(new RecordId(PeerSupport.PEER_MENTOR_TYPE, mentor))
            .map(row -> row.view().text("unit"))
            .orElse("");
  }

  private List<Decider> everybody() {
    Reply<List<Decider>> reply;
    try {
      reply = server.all();
    } catch (IOException e) {
      throw unknown(Trouble.Kind.UNREACHABLE);
    }
    if (reply instanceof Reply.Answer<List<Decider>> answer) {
      return answer.body();
    }
    throw unknown(Trouble.Kind.FAILED);
  }

  private static Trouble unknown(Trouble.Kind kind) {
    return new Trouble(
        kind,
        "deciders-unknown",
        "The server does not tell now who can decide this review, so it was given to nobody else.");
  }

  /** Asks {@code user} to decide; an empty name asks nobody. */
  public void assign(String key, String user) {
    var name = user.strip();
    if (!name.isEmpty() && !isOwn(name) && of(key).stream().noneMatch(who(name))) {
      throw Trouble.failed(
          "cannot-decide",
          "This person cannot decide this review: it takes a coordinator of the mentor's unit or an"
              + " administrator.");
    }
    desk.assign(key, name);
  }

  private static Predicate<Decider> who(String user) {
    return decider -> decider.user().equals(user);
  }

  private boolean isOwn(String user) {
    return store.inTransaction(
        Durability.RELAXED,
        tx -> {
          var account = SignInDesk.signedIn(tx);
          return account.user().equals(user) && ROLES.contains(account.role());
        });
  }
}
