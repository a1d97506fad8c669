package no.samsyn.example;

import android.content.Context;
import android.os.Build;
import android.text.InputType;
import android.view.View;
import android.view.ViewGroup;
import android.widget.Button;
import android.widget.EditText;
import android.widget.LinearLayout;
import android.widget.TextView;
import androidx.annotation.RequiresApi;

/**
 * Views below each other, large enough for a thumb and with what TalkBack reads aloud: headings are
 * headings, fields know their labels, and a row is read as one sentence.
 */
final class Column extends LinearLayout {
  private static final int THUMB = 48; // the least that Android asks of what is touched
  private static final int GAP = 12;
  private static final int TEXT = 16;
  private static final int HEADING = 20;
  private static final int HEADINGS_FROM = Build.VERSION_CODES.P;

  private final Words words;

  Column(Context context, Words words) {
    super(context);
    this.words = words;
    setOrientation(VERTICAL);
    setPadding(pixels(GAP), pixels(GAP), pixels(GAP), pixels(GAP));
  }

  private int pixels(int independent) {
    return Math.round(independent * getResources().getDisplayMetrics().density);
  }

  private <V extends View> V added(V view) {
    addView(view, ViewGroup.LayoutParams.MATCH_PARENT, ViewGroup.LayoutParams.WRAP_CONTENT);
    return view;
  }

  TextView heading(String text) {
    var view = text(text);
    view.setTextSize(HEADING);
    if (Build.VERSION.SDK_INT >= HEADINGS_FROM) {
      markAsHeading(view);
    }
    return view;
  }

  @RequiresApi(HEADINGS_FROM)
  private static void markAsHeading(View view) {
    view.setAccessibilityHeading(true);
  }

  TextView text(String text) {
    var view = new TextView(getContext());
    view.setText(text);
    view.setTextSize(TEXT);
    view.setPadding(0, pixels(GAP / 2), 0, pixels(GAP / 2));
    return added(view);
  }

  /** Read aloud again whenever it changes, so change it by {@link #tell} alone. */
  TextView status() {
    var view = text("");
    view.setAccessibilityLiveRegion(ACCESSIBILITY_LIVE_REGION_POLITE);
    return view;
  }

  /** Nobody wants to hear again what has not changed. */
  static void tell(TextView status, String words) {
    status.setVisibility(words.isEmpty() ? GONE : VISIBLE);
    if (!status.getText().toString().equals(words)) {
      status.setText(words);
    }
  }

  /** A line that opens something; {@code aloud} is the whole of it for who does not see. */
  TextView row(String text, String aloud, Runnable touched) {
    var view = text(text);
    view.setContentDescription(aloud);
    view.setMinHeight(pixels(THUMB));
    view.setFocusable(true);
    view.setOnClickListener(row -> touched.run());
    return view;
  }

  /** A button whose name alone says enough. */
  Button button(String name, Runnable touched) {
    var button = new Button(getContext());
    button.setText(name);
    button.setAllCaps(false);
    button.setMinHeight(pixels(THUMB));
    button.setOnClickListener(view -> touched.run());
    return added(button);
  }

  /** A field under its label, which TalkBack reads with it. */
  EditText field(String label, int inputType) {
    var name = text(label);
    var field = new EditText(getContext());
    field.setId(View.generateViewId());
    field.setInputType(inputType);
    field.setMinHeight(pixels(THUMB));
    name.setLabelFor(field.getId());
    return added(field);
  }

  EditText passwordField() {
    return field(
        words.get("password"), InputType.TYPE_CLASS_TEXT | InputType.TYPE_TEXT_VARIATION_PASSWORD);
  }

  /** Anything else under its label. */
  <V extends View> V labelled(String label, V view) {
    var name = text(label);
    view.setId(View.generateViewId());
    view.setMinimumHeight(pixels(THUMB));
    name.setLabelFor(view.getId());
    return added(view);
  }
}
