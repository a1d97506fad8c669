package no.samsyn.ui.welcome;

import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import no.samsyn.console.Trouble;
import no.samsyn.console.Workplaces.KeyNeed;
import no.samsyn.ui.common.I18n;
import no.samsyn.ui.common.TaskRunner;
import no.samsyn.ui.common.TroubleTexts;

/**
 * Asks for the passphrase of the store: twice where it is new, once where it is known. One that
 * does not open the store is said to be wrong; nothing is made over a store that is there.
 */
public final class UnlockViewModel {
  private static final int LENGTH_MIN = 10; // short words are guessed, whatever is done with them
  private static final String WRONG = "wrong-key"; // a code of the stores' troubles

  private final boolean isNew;
  private final I18n words;
  private final Attempt<?> attempt;

  private final StringProperty passphrase = new SimpleStringProperty("");
  private final StringProperty again = new SimpleStringProperty("");
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
  private final BooleanProperty busy = new SimpleBooleanProperty();

  /** Takes what it needs; {@code attempt} is made with each passphrase until one opens. */
  public UnlockViewModel(KeyNeed need, I18n words, Attempt<?> attempt) {
    this.isNew = need == KeyNeed.NEW_PASSPHRASE;
    this.words = words;
    this.attempt = attempt;
  }

  /**
   * What is done with a passphrase.
   *
   * @param opening may take longer than a frame, and throws where the passphrase is wrong
   * @param opened is told what it came to
   */
  public record Attempt<T>(TaskRunner tasks, Function<String, T> opening, Consumer<T> opened) {
    void make(String passphrase, Runnable done, Consumer<Trouble> failed) {
      tasks.run(
          () -> opening.apply(passphrase),
          came -> {
            done.run();
            opened.accept(came);
          },
          failed);
    }
  }

  public void unlock() {
    if (busy.get() || !isComplete().get()) {
      return;
    }
    var wanted = passphrase.get();
    var trouble = isNew ? weakness(wanted) : "";
    problem.set(trouble);
    if (trouble.isEmpty()) {
      busy.set(true);
      attempt.make(wanted, this::forget, this::failed);
    }
  }

  private String weakness(String wanted) {
    if (wanted.length() < LENGTH_MIN) {
      return words.text("unlock.too-short", words.number(LENGTH_MIN));
    }
    return wanted.equals(again.get()) ? "" : words.text("unlock.not-same");
  }

  private void forget() {
    busy.set(false);
    passphrase.set("");
    again.set("");
  }

  private void failed(Trouble trouble) {
    busy.set(false);
    problem.set(
        trouble.code().equals(WRONG)
            ? words.text("unlock.wrong")
            : TroubleTexts.of(words, trouble));
  }

  public BooleanBinding isComplete() {
    return Bindings.createBooleanBinding(
        () -> !passphrase.get().isEmpty() && (!isNew || !again.get().isEmpty()), passphrase, again);
  }

  /** Whether the store is still to be made, and the passphrase to be chosen. */
  public boolean isNew() {
    return isNew;
  }

  public StringProperty passphraseProperty() {
    return passphrase;
  }

  public StringProperty againProperty() {
    return again;
  }

  public ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }

  public BooleanProperty busyProperty() {
    return busy;
  }
}
