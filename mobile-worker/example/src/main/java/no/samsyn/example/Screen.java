package no.samsyn.example;

import android.app.Activity;
import android.app.AlertDialog;
import android.content.Intent;
import android.graphics.Insets;
import android.os.Build;
import android.os.Bundle;
import android.view.View;
import android.view.WindowInsets;
import android.widget.EditText;
import android.widget.ScrollView;
import androidx.annotation.RequiresApi;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;
import no.samsyn.mobile.Samsyn;
import no.samsyn.mobile.SamsynException;
import no.samsyn.mobile.SamsynHost;
import org.jspecify.annotations.Nullable;

/**
 * What every screen does: draws itself anew when something changed, reads and writes on a thread of
 * its own, and says trouble in words.
 */
abstract class Screen extends Activity {
  /** One thread, so that what a person does happens in that order. */
  static final Executor DISK = Executors.newSingleThreadExecutor();

  private static final int INSETS_FROM = Build.VERSION_CODES.R;

  private @Nullable Words words;
  private @Nullable Column column;
  private @Nullable Object shown;
  private Samsyn.@Nullable Observation observation;

  @Override
  protected void onCreate(@Nullable Bundle saved) {
    super.onCreate(saved);
    var chosen = Words.of(this);
    var made = new Column(this, chosen);
    words = chosen;
    column = made;
    var scroll = new ScrollView(this);
    scroll.addView(made);
    if (Build.VERSION.SDK_INT >= INSETS_FROM) {
      scroll.setOnApplyWindowInsetsListener(new ClearOfBars());
    }
    setContentView(scroll);
    setTitle(title());
  }

  /** Android 15 draws apps behind the bars of the system. */
  @RequiresApi(INSETS_FROM)
  private static final class ClearOfBars implements View.OnApplyWindowInsetsListener {
    @Override
    public WindowInsets onApplyWindowInsets(View padded, WindowInsets insets) {
      Insets bars = insets.getInsets(WindowInsets.Type.systemBars() | WindowInsets.Type.ime());
      padded.setPadding(bars.left, bars.top, bars.right, bars.bottom);
      return WindowInsets.CONSUMED;
    }
  }

  @Override
  protected void onStart() {
    super.onStart();
    observation = samsyn().observe(entities -> refresh());
    refresh();
  }

  @Override
  protected void onStop() {
    super.onStop();
    var open = observation;
    observation = null;
    if (open != null) {
      open.close();
    }
  }

  abstract String title();

  /** Reads how things stand, and shows it. On the main thread. */
  abstract void refresh();

  final Samsyn samsyn() {
    return SamsynHost.of(this);
  }

  /** Since the screen was made. */
  final Words words() {
    return Objects.requireNonNull(words);
  }

  final Column column() {
    return Objects.requireNonNull(column);
  }

  /**
   * Returns whether {@code page} is another one than was shown last. Views that are made anew take
   * TalkBack's place on the screen with them, so they are not where nothing changed.
   */
  final boolean isNews(Object page) {
    var isNews = !page.equals(shown);
    shown = page;
    return isNews;
  }

  /** Does {@code task} on the disk's thread and shows what came out, unless the screen is gone. */
  final <T> void work(Supplier<T> task, Consumer<T> show) {
    DISK.execute(
        () -> {
          try {
            var result = task.get();
            whileHere(() -> show.accept(result));
          } catch (SamsynException e) {
            whileHere(() -> tell(e));
          }
        });
  }

  final void work(Runnable task) {
    work(
        () -> {
          task.run();
          return true;
        },
        done -> {});
  }

  private void whileHere(Runnable shown) {
    runOnUiThread(
        () -> {
          if (!isDestroyed() && !isFinishing()) {
            shown.run();
          }
        });
  }

  private void tell(SamsynException e) {
    var isSignedOut = e.code().equals("sign-in-needed");
    if (isSignedOut && !(this instanceof SignInActivity)) {
      startActivity(new Intent(this, SignInActivity.class));
    } else if (!isSignedOut) {
      say(words().orElse("trouble." + e.code(), String.valueOf(e.getMessage())));
    }
  }

  final void say(String sentence) {
    new AlertDialog.Builder(this)
        .setMessage(sentence)
        .setPositiveButton(words().get("ok"), null)
        .show();
  }

  /** Asks before something is done that cannot be undone, or that looks like a mistake. */
  final void ask(String question, String yes, Runnable done) {
    new AlertDialog.Builder(this)
        .setMessage(question)
        .setPositiveButton(yes, (dialog, button) -> done.run())
        .setNegativeButton(words().get("cancel"), null)
        .show();
  }

  final void askWhy(String question, String yes, Consumer<String> done) {
    var reason = new EditText(this);
    reason.setHint(question); // a description would hide from TalkBack what is typed
    new AlertDialog.Builder(this)
        .setMessage(question)
        .setView(reason)
        .setPositiveButton(yes, (dialog, button) -> done.accept(reason.getText().toString().trim()))
        .setNegativeButton(words().get("cancel"), null)
        .show();
  }
}
