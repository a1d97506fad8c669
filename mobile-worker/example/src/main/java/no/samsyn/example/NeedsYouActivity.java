package no.samsyn.example;

import android.content.Intent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import no.samsyn.mobile.NeedsYou;

/** What does not go without a person: put it right, send it again, or throw it away. */
public final class NeedsYouActivity extends Screen {
  private record Line(NeedsYou change, String what, String reason) {}

  @Override
  String title() {
    return words().get("needs-you");
  }

  @Override
  void refresh() {
    work(this::lines, this::show);
  }

  private List<Line> lines() {
    var say = new ActivityWords(words());
    var types = ActivityTypes.of(samsyn(), words());
    var lines = new ArrayList<Line>();
    for (var change : samsyn().needsYou()) {
      var what =
          change.entity().equals("activity")
              ? samsyn().find("activity", change.key()).map(each -> say.what(each, types))
              : Optional.<String>empty();
      lines.add(new Line(change, what.orElse(words().get("something")), say.reason(change)));
    }
    return lines;
  }

  private void show(List<Line> lines) {
    if (!isNews(lines)) {
      return;
    }
    column().removeAllViews();
    column().heading(title());
    if (lines.isEmpty()) {
      Column.tell(column().status(), words().get("needs-you.none"));
    }
    for (var line : lines) {
      var change = line.change();
      column().heading(line.what());
      column().text(line.reason());
      if (change.entity().equals("activity")) {
        named(words().get("edit"), line, () -> edit(change));
      }
      named(words().get("retry"), line, () -> work(() -> samsyn().retry(change.change())));
      named(words().get("discard"), line, () -> discard(line));
    }
  }

  /** Three buttons of each change have the same names: aloud, each says which change it is for. */
  private void named(String name, Line line, Runnable touched) {
    column().button(name, touched).setContentDescription(name + ": " + line.what());
  }

  private void edit(NeedsYou change) {
    startActivity(
        new Intent(this, EditActivity.class)
            .putExtra(EditActivity.KEY, change.key())
            .putExtra(EditActivity.CHANGE, change.change()));
  }

  /** A person's words stay in the audit trail. */
  private void discard(Line line) {
    askWhy(
        words().get("discard.sure", line.what()),
        words().get("discard"),
        reason -> {
          var said = reason.isEmpty() ? words().get("discard.no-reason") : reason;
          work(() -> samsyn().discard(line.change().change(), said));
        });
  }
}
