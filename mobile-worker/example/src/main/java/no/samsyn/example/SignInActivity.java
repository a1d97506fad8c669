package no.samsyn.example;

import android.os.Bundle;
import android.text.InputType;
import org.jspecify.annotations.Nullable;

/** Who are you? The phone belongs to the first person who signs in. */
public final class SignInActivity extends Screen {
  @Override
  protected void onCreate(@Nullable Bundle saved) {
    super.onCreate(saved);
    column().heading(title());
    column().text(words().get("sign-in.first"));
    var user = column().field(words().get("user"), InputType.TYPE_CLASS_TEXT);
    var password = column().passwordField();
    column()
        .button(
            words().get("sign-in"),
            () -> signIn(user.getText().toString().trim(), password.getText().toString()));
  }

  private void signIn(String user, String password) {
    work(
        () -> {
          samsyn().signIn(user, password);
          return true;
        },
        done -> finish());
  }

  @Override
  String title() {
    return words().get("sign-in");
  }

  @Override
  void refresh() {
    // What was typed stays.
  }
}
