package no.samsyn.ui.review;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import no.samsyn.console.Trouble;
import no.samsyn.console.review.Choice;
import no.samsyn.console.review.Decided;
import no.samsyn.console.review.Pick;
import no.samsyn.console.review.ReviewDesk;
import no.samsyn.ui.common.Session;

/** The queue, the case that is looked at, and everything that can be done with it. */
public final class ReviewViewModel {
  private final Session session;
  private final QueueViewModel queue;
  private final CaseViewModel shownCase;
  private final SideViewModel side;
  private final SavedFilters saved;
  private final BulkViewModel bulk;
  private final Assigning assigning;

  public ReviewViewModel(Session session) {
    this.session = session;
    this.queue = new QueueViewModel(session);
    this.shownCase = new CaseViewModel(session);
    this.side = new SideViewModel(session);
    this.saved = new SavedFilters(session.preferences());
    this.bulk = new BulkViewModel(session, queue, this::readAgain);
    this.assigning = new Assigning(session, queue, this::note);
    queue.selectedProperty().subscribe(this::open);
    shownCase
        .shownProperty()
        .subscribe(
            shown -> {
              if (shown == null) {
                side.showNothing();
              } else {
                side.show(shown);
              }
            });
  }

  private void open(String key) {
    shownCase.setLabels(queue.labels());
    shownCase.load(key);
  }

  /** Shows the queue, and {@code key} of it if it is one. */
  public void show(String key) {
    queue.refresh();
    if (key.isEmpty()) {
      shownCase.refresh();
    } else {
      queue.selectedProperty().set(key);
    }
  }

  /** Reads anew what was touched meanwhile. */
  public void refresh(Set<String> touched) {
    if (touched.isEmpty() || touched.contains("review") || touched.contains("activity")) {
      queue.refresh();
      shownCase.refresh();
    }
  }

  /** Decides as it was chosen, and goes to the next one; says what is missing otherwise. */
  public void decide() {
    var left = shownCase.left().size();
    if (shownCase.isReady()) {
      decide(shownCase.choice());
    } else if (shownCase.shownProperty().get() != null) {
      session.notices().warn(notReady(left));
    }
  }

  private String notReady(int left) {
    return left > 0
        ? session.words().count("review.left", left)
        : session.words().text("review.not-ready");
  }

  void keepBoth() {
    decide(new Choice.Both());
  }

  private void decide(Choice choice) {
    var shown = shownCase.shownProperty().get();
    if (shown == null || !shown.isOpen() || !shownCase.isAsked(shown)) {
      return;
    }
    run(() -> desk().resolve(shown.sheet(), choice), "review.decided", () -> queue.goOn());
  }

  private ReviewDesk desk() {
    return session.workplace().reviews();
  }

  private void run(Callable<Decided> work, String said, Runnable then) {
    session
        .tasks()
        .run(
            work,
            decided -> {
              session.schedule().soon();
              session.notices().say(said(said, decided));
              then.run();
            },
            this::failed);
  }

  private String said(String key, Decided decided) {
    return decided.leftAlone().isEmpty()
        ? session.words().text(key)
        : session.words().count("review.left-alone", decided.leftAlone().size());
  }

  /** Somebody may have been first: what stands now is shown, with what was chosen. */
  private void failed(Trouble trouble) {
    session.warn(trouble);
    queue.refresh();
    shownCase.refresh();
  }

  void undo() {
    changed(desk()::undo, "review.undone");
  }

  void reopen() {
    changed(desk()::reopen, "review.reopened");
  }

  void withdraw() {
    changed(desk()::withdraw, "review.withdrawn");
  }

  void restore(Pick pick) {
    changed(key -> desk().restore(key, pick), "review.restored");
  }

  private void changed(java.util.function.Function<String, Decided> work, String said) {
    var key = queue.selectedProperty().get();
    if (!key.isEmpty()) {
      run(() -> work.apply(key), said, this::readAgain);
    }
  }

  private void readAgain() {
    queue.refresh();
    shownCase.refresh();
  }

  void defer(LocalDate until) {
    note("review.deferred", key -> desk().defer(key, until.toString()));
  }

  void deferNoLonger() {
    note("review.not-deferred", key -> desk().defer(key, ""));
  }

  LocalDate today() {
    return session.words().today();
  }

  Assigning assigning() {
    return assigning;
  }

  void comment() {
    var words = session.words();
    session
        .dialogs()
        .ask(
            words.text("review.comment-title"),
            words.text("review.comment-text"),
            words.text("review.comment-save"))
        .ifPresent(text -> note("review.commented", key -> desk().comment(key, text)));
  }

  private void note(String said, java.util.function.Consumer<String> work) {
    var key = queue.selectedProperty().get();
    if (key.isEmpty()) {
      return;
    }
    session
        .tasks()
        .run(
            () -> {
              work.accept(key);
              return true;
            },
            done -> {
              session.schedule().soon();
              session.notices().say(session.words().text(said));
              readAgain();
            },
            this::failed);
  }

  /** Puts decisions of one's own that did not count out of sight. */
  void forgetLost() {
    var shown = shownCase.shownProperty().get();
    if (shown == null || shown.sheet().lost().isEmpty()) {
      return;
    }
    var letters = new ArrayList<>(List.copyOf(shown.sheet().lost()));
    var reason = session.words().text("review.lost.reason");
    note(
        "review.lost.forgotten",
        key ->
            letters.forEach(
                lost -> {
                  if (desk().show(key).lost().contains(lost)) { // they leave as a group
                    var unused = session.workplace().outbox().discard(lost.mutation(), reason);
                  }
                }));
  }

  void keepFilter() {
    var words = session.words();
    session
        .dialogs()
        .ask(
            words.text("review.filter.keep"),
            words.text("review.filter.keep-text"),
            words.text("review.filter.keep-yes"))
        .ifPresent(name -> saved.keep(name, queue.filterProperty().get()));
  }

  void beginBulk() {
    bulk.begin();
  }

  BulkViewModel bulk() {
    return bulk;
  }

  SavedFilters saved() {
    return saved;
  }

  /** Returns whether the case of {@code key} stands on the screen; any, where the key is empty. */
  public boolean isShowing(String key) {
    var shown = shownCase.shownProperty().get();
    return shown != null && (key.isEmpty() || shown.key().equals(key));
  }

  public QueueViewModel queue() {
    return queue;
  }

  public QueueViewModel getQueue() {
    return queue;
  }

  CaseViewModel shownCase() {
    return shownCase;
  }

  SideViewModel side() {
    return side;
  }
}
