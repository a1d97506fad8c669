package no.samsyn.example;

import android.app.AlertDialog;
import android.content.ClipData;
import android.content.ClipboardManager;
import android.content.Intent;
import android.os.Bundle;
import android.view.View;
import android.widget.Button;
import android.widget.TextView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import no.samsyn.mobile.Notice;
import no.samsyn.mobile.RecordView;
import no.samsyn.mobile.Samsyn;
import no.samsyn.mobile.UnseenNotices;
import no.samsyn.mobile.WhyNotSent;
import no.samsyn.sync.RecordQuery;
import no.samsyn.sync.SyncStatus;
import org.jspecify.annotations.Nullable;

/** How it stands, what happened meanwhile, and one's activities, each with where it is. */
public final class HomeActivity extends Screen {
  private static final int SHOWN_MAX = 30; // the latest; each is a view

  private final List<String> news = new ArrayList<>();
  private @Nullable TextView status;
  private @Nullable TextView notices;
  private @Nullable Button needsYou;
  private @Nullable Column activities;

  private record Standing(
      SyncStatus status, UnseenNotices unseen, List<String> news, List<Row> rows) {}

  private record Row(String key, String text, String aloud) {}

  @Override
  protected void onCreate(@Nullable Bundle saved) {
    super.onCreate(saved);
    column().heading(title());
    status = column().status();
    notices = column().status();
    column().button(words().get("new"), () -> open(EditActivity.class));
    needsYou = column().button("", () -> open(NeedsYouActivity.class));
    column().button(words().get("why"), this::tellWhy);
    column().button(words().get("sync-now"), () -> work(samsyn()::syncNow));
    column().heading(words().get("activities"));
    var list = new Column(this, words());
    activities = list;
    column().addView(list);
    column().button(words().get("sign-out"), this::signOut);
  }

  private void open(Class<? extends Screen> screen) {
    startActivity(new Intent(this, screen));
  }

  private void signOut() {
    ask(
        words().get("sign-out.sure"),
        words().get("sign-out"),
        () ->
            work(
                () -> {
                  samsyn().signOut();
                  return true;
                },
                done -> refresh()));
  }

  @Override
  protected void onStart() {
    super.onStart();
    work(samsyn()::foreground);
  }

  @Override
  protected void onStop() {
    super.onStop();
    news.clear(); // they were shown, once
  }

  @Override
  String title() {
    return words().get("home");
  }

  @Override
  void refresh() {
    work(() -> standing(samsyn(), new ActivityWords(words())), this::show);
  }

  private static Standing standing(Samsyn samsyn, ActivityWords say) {
    var page = samsyn.list(new RecordQuery("activity", List.of(), "date", true, SHOWN_MAX, 0));
    var types = ActivityTypes.of(samsyn, say.words());
    var rows = new ArrayList<Row>();
    for (RecordView each : page.records()) {
      var what = say.what(each, types);
      rows.add(
          new Row(
              each.key(), what + "\n" + say.state(each.state()), what + ", " + say.aloud(each)));
    }
    var unseen = samsyn.unseenNotices();
    var news = new ArrayList<String>();
    for (Notice each : unseen.notices()) {
      news.add(say.notice(each, told(samsyn, each), types));
    }
    return new Standing(samsyn.status(), unseen, news, rows);
  }

  /** Returns the activity that a notice is about, if it is about one that is still here. */
  private static Optional<RecordView> told(Samsyn samsyn, Notice notice) {
    return notice.entity().equals("activity")
        ? samsyn.find("activity", notice.key())
        : Optional.empty();
  }

  private void show(Standing standing) {
    var say = new ActivityWords(words());
    if (status != null) {
      Column.tell(status, say.standing(standing.status()));
    }
    news.addAll(standing.news());
    if (notices != null) {
      Column.tell(notices, String.join("\n", news));
    }
    if (needsYou != null) {
      needsYou.setText(words().get("needs-you.count", standing.status().needsYou()));
      needsYou.setVisibility(standing.status().needsYou() == 0 ? View.GONE : View.VISIBLE);
    }
    var list = activities;
    if (list != null && isNews(standing.rows())) {
      list.removeAllViews();
      standing.rows().forEach(row -> list.row(row.text(), row.aloud(), () -> look(row.key())));
    }
    if (!standing.unseen().notices().isEmpty()) {
      work(() -> samsyn().noticesSeen(standing.unseen()));
    }
  }

  private void look(String key) {
    startActivity(new Intent(this, RecordActivity.class).putExtra(RecordActivity.KEY, key));
  }

  private void tellWhy() {
    work(samsyn()::whyNotSent, this::tellWhy);
  }

  private void tellWhy(WhyNotSent why) {
    new AlertDialog.Builder(this)
        .setTitle(words().get("why"))
        .setMessage(new ActivityWords(words()).why(why))
        .setPositiveButton(words().get("ok"), null)
        .setNeutralButton(words().get("copy"), (dialog, button) -> copy(why.forSupport()))
        .show();
  }

  private void copy(String text) {
    getSystemService(ClipboardManager.class)
        .setPrimaryClip(ClipData.newPlainText(words().get("why"), text));
  }
}
