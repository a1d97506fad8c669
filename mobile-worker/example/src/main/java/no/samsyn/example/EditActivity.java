package no.samsyn.example;

import android.os.Bundle;
import android.text.InputType;
import android.widget.ArrayAdapter;
import android.widget.EditText;
import android.widget.Spinner;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.samsyn.mobile.RecordView;
import no.samsyn.mobile.SaveResult;
import org.jspecify.annotations.Nullable;

/** Tells a new activity, or puts one right; then it goes again, if it did not go before. */
public final class EditActivity extends Screen {
  static final String KEY = "key";
  static final String CHANGE = "change"; // what did not go, to be sent again

  /** What a person fills in. */
  private record Form(
      Spinner type, EditText date, EditText minutes, EditText note, ActivityTypes types) {
    Map<String, Object> fields() {
      var fields = new LinkedHashMap<String, Object>();
      fields.put("type", types.usable().get(Math.max(0, type.getSelectedItemPosition())));
      fields.put("date", date.getText().toString().trim());
      fields.put("minutes", number(minutes.getText().toString().trim()));
      if (!noteText().isEmpty()) {
        fields.put("note", noteText());
      }
      return fields;
    }

    List<String> without() {
      return noteText().isEmpty() ? List.of("note") : List.of();
    }

    private String noteText() {
      return note.getText().toString().trim();
    }

    /** 0 is refused with a sentence, as any number that is not possible. */
    private static long number(String text) {
      try {
        return Long.parseLong(text);
      } catch (NumberFormatException e) {
        return 0;
      }
    }
  }

  private record Start(ActivityTypes types, Optional<RecordView> record) {}

  @Override
  protected void onCreate(@Nullable Bundle saved) {
    super.onCreate(saved);
    column().heading(title());
    work(
        () ->
            new Start(
                ActivityTypes.of(samsyn(), words()),
                key().isEmpty() ? Optional.empty() : samsyn().find("activity", key())),
        this::begin);
  }

  private String key() {
    return Optional.ofNullable(getIntent().getStringExtra(KEY)).orElse("");
  }

  private void begin(Start start) {
    if (start.types().usable().isEmpty()) {
      column().text(words().get("edit.no-types"));
      return;
    }
    var type = new Spinner(this);
    var names = start.types().usableNames();
    type.setAdapter(new ArrayAdapter<>(this, android.R.layout.simple_spinner_dropdown_item, names));
    var made =
        new Form(
            column().labelled(words().get("field.type"), type),
            column().field(words().get("edit.date"), InputType.TYPE_CLASS_DATETIME),
            column().field(words().get("field.minutes"), InputType.TYPE_CLASS_NUMBER),
            column()
                .field(
                    words().get("field.note"),
                    InputType.TYPE_CLASS_TEXT | InputType.TYPE_TEXT_FLAG_MULTI_LINE),
            start.types());
    made.date().setText(LocalDate.now(ZoneId.systemDefault()).toString());
    start.record().ifPresent(record -> fill(made, record.fields()));
    column().button(words().get("save"), () -> save(made));
  }

  private static void fill(Form form, Map<String, Object> fields) {
    var at = form.types().usable().indexOf(String.valueOf(fields.get("type")));
    form.type().setSelection(Math.max(0, at));
    form.date().setText(String.valueOf(fields.get("date")));
    form.minutes().setText(String.valueOf(fields.get("minutes")));
    form.note().setText(String.valueOf(fields.getOrDefault("note", "")));
  }

  private void save(Form filled) {
    var fields = filled.fields();
    var without = filled.without();
    if (key().isEmpty()) {
      work(
          () -> {
            fields.put("peer_mentor", samsyn().ownMentor());
            return samsyn().add("activity", fields);
          },
          result -> saved(result, fields));
    } else {
      work(() -> samsyn().change("activity", key(), fields, without), r -> saved(r, fields));
    }
  }

  private void saved(SaveResult result, Map<String, Object> fields) {
    if (result instanceof SaveResult.Refused refused) {
      say(String.join("\n", new ActivityWords(words()).problems(refused.problems())));
    } else if (result instanceof SaveResult.LooksLike) {
      ask(
          words().get("edit.looks-like"),
          words().get("save-anyway"),
          () -> work(() -> samsyn().addAnyway("activity", fields), r -> saved(r, fields)));
    } else {
      sendAgain();
    }
  }

  private void sendAgain() {
    var change = getIntent().getStringExtra(CHANGE);
    if (change == null) {
      finish();
      return;
    }
    work(
        () -> {
          samsyn().retry(change);
          return true;
        },
        done -> finish());
  }

  @Override
  String title() {
    return words().get(key().isEmpty() ? "new" : "edit");
  }

  @Override
  void refresh() {
    // What a person is filling in stays as it is.
  }
}
