package no.samsyn.ui.shell;

import java.util.ArrayList;
import no.samsyn.console.Meanwhile;
import no.samsyn.ui.common.Navigator;
import no.samsyn.ui.common.Screen;
import no.samsyn.ui.common.Session;

/** Tells once, after the first run of an opened console, what happened while it was closed. */
public final class MeanwhileViewModel {
  private final Session session;
  private final Navigator navigator;
  private boolean isTold;

  public MeanwhileViewModel(Session session, Navigator navigator) {
    this.session = session;
    this.navigator = navigator;
  }

  /** A run ended: the first one is told of, the others are seen as they happen. */
  public void ran() {
    if (isTold) {
      session
          .tasks()
          .run(
              () -> {
                session.workplace().meanwhile().seen();
                return true;
              },
              done -> {},
              session::warn);
      return;
    }
    isTold = true;
    session.tasks().run(session.workplace().meanwhile()::take, this::tell, session::warn);
  }

  private void tell(Meanwhile.News news) {
    if (news.isNone()) {
      return;
    }
    var words = session.words();
    var parts = new ArrayList<String>();
    if (news.sent() > 0) {
      parts.add(words.count("meanwhile.sent", news.sent()));
    }
    if (news.decided() > 0) {
      parts.add(words.count("meanwhile.decided", news.decided()));
    }
    if (news.refused() > 0) {
      parts.add(words.count("meanwhile.refused", news.refused()));
    }
    session
        .notices()
        .tell(
            words.text("meanwhile.since", String.join(", ", parts)),
            words.text("meanwhile.show"),
            () -> navigator.show(news.refused() > 0 ? Screen.OUTBOX : Screen.HISTORY));
  }
}
