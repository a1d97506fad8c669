package no.samsyn.example;

import android.content.Intent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.samsyn.mobile.RecordView;
import no.samsyn.sync.RecordQuery;
import org.jspecify.annotations.Nullable;

/** One activity: what it says, where it is, and both versions while a coordinator looks at them. */
public final class RecordActivity extends Screen {
  static final String KEY = "key";

  /** What is shown, in words. */
  private record Page(String what, String state, String note, List<String> versions) {}

  private String key() {
    return Optional.ofNullable(getIntent().getStringExtra(KEY)).orElse("");
  }

  @Override
  String title() {
    return words().get("activity");
  }

  @Override
  void refresh() {
    work(this::page, this::show);
  }

  private Optional<Page> page() {
    var say = new ActivityWords(words());
    var types = ActivityTypes.of(samsyn(), words());
    return samsyn()
        .find("activity", key())
        .map(
            activity ->
                new Page(
                    say.what(activity, types),
                    say.state(activity.state()),
                    String.valueOf(activity.fields().getOrDefault("note", "")),
                    versions(say, types)));
  }

  /** Both versions of an open review, or what came of the last one that was decided. */
  private List<String> versions(ActivityWords say, ActivityTypes types) {
    var lines = new ArrayList<String>();
    for (var review : reviews("open")) {
      lines.add(words().get("review.two"));
      lines.add(version(say, types, review, "mine"));
      lines.add(version(say, types, review, "theirs"));
    }
    if (lines.isEmpty()) {
      for (var review : reviews("resolved")) {
        var outcome = words().orElse("outcome." + review.fields().get("outcome"), "");
        lines.add(
            words().get("review.decided", review.fields().getOrDefault("decided_by", ""), outcome));
      }
    }
    return lines;
  }

  private List<RecordView> reviews(String status) {
    var filters =
        List.of(new RecordQuery.Filter("record", key()), new RecordQuery.Filter("status", status));
    return samsyn().list(new RecordQuery("review", filters, "", false, 10, 0)).records();
  }

  private String version(ActivityWords say, ActivityTypes types, RecordView review, String side) {
    var fields = mapOf(review.fields().get(side));
    var author = mapOf(review.fields().get(side + "_by")).getOrDefault("author", "");
    return words()
        .get(
            "review.version",
            author,
            fields.isEmpty() ? words().get("review.deleted") : say.what(fields, types));
  }

  private static Map<String, Object> mapOf(@Nullable Object value) {
    var found = new LinkedHashMap<String, Object>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((name, each) -> found.put(String.valueOf(name), each));
    }
    return found;
  }

  private void show(Optional<Page> found) {
    if (!isNews(found)) {
      return;
    }
    column().removeAllViews();
    column().heading(title());
    if (!found.isPresent()) {
      column().text(words().get("activity.gone"));
      return;
    }
    var page = found.get();
    column().text(page.what());
    Column.tell(column().status(), page.state());
    if (!page.note().isEmpty()) {
      column().text(words().get("field.note") + ": " + page.note());
    }
    page.versions().forEach(column()::text);
    column().button(words().get("edit"), this::edit);
  }

  private void edit() {
    startActivity(new Intent(this, EditActivity.class).putExtra(EditActivity.KEY, key()));
  }
}
