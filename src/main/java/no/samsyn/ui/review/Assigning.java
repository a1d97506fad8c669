package no.samsyn.ui.review;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import no.samsyn.sync.DeciderList.Decider;
import no.samsyn.ui.common.Session;

/** Gives the selected case to somebody: oneself, nobody, or one of those who can decide it. */
final class Assigning {
  private final Session session;
  private final QueueViewModel queue;
  private final BiConsumer<String, Consumer<String>> note;

  /**
   * @param note does something with the selected case, and says it under the name of a text
   */
  Assigning(Session session, QueueViewModel queue, BiConsumer<String, Consumer<String>> note) {
    this.session = session;
    this.queue = queue;
    this.note = note;
  }

  void toMe() {
    note.accept(
        "review.assigned",
        key -> {
          var account = session.workplace().signIn().account();
          assign(key, account.map(each -> each.user()).orElse(""));
        });
  }

  void toNobody() {
    note.accept("review.assigned-nobody", key -> assign(key, ""));
  }

  /** Asks who it is to be: among those who can, as the server knows them. */
  void toSomebody() {
    var key = queue.selectedProperty().get();
    if (!key.isEmpty()) {
      session
          .tasks()
          .run(() -> session.workplace().deciders().of(key), who -> ask(key, who), session::warn);
    }
  }

  private void ask(String key, List<Decider> who) {
    if (!key.equals(queue.selectedProperty().get())) {
      return; // somebody went on meanwhile
    }
    var words = session.words();
    session
        .dialogs()
        .choose(
            words.text("review.assign-title"),
            words.text("review.assign-text"),
            words.text("review.assign-yes"),
            who)
        .ifPresent(chosen -> note.accept("review.assigned", each -> assign(each, chosen.user())));
  }

  private void assign(String key, String user) {
    session.workplace().deciders().assign(key, user);
  }
}
