package no.samsyn.ui.welcome;

import java.util.List;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import no.samsyn.console.Trouble;
import no.samsyn.console.Workplace;
import no.samsyn.console.Workplaces;
import no.samsyn.console.Workplaces.Where;
import no.samsyn.sync.Account;
import no.samsyn.ui.common.I18n;
import no.samsyn.ui.common.TaskRunner;
import no.samsyn.ui.common.TroubleTexts;
import org.jspecify.annotations.Nullable;

/**
 * The first start and every sign-in. The store is made when the server has been named, and opened
 * once; a password that was wrong leaves it open for the next try.
 */
public final class WelcomeViewModel {
  private final Workplaces workplaces;
  private final Where where;
  private final I18n words;
  private final TaskRunner tasks;
  private final Consumer<Workplace> signedIn;

  private final StringProperty server = new SimpleStringProperty("");
  private final StringProperty user = new SimpleStringProperty("");
  private final StringProperty password = new SimpleStringProperty("");
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
  private final BooleanProperty known = new SimpleBooleanProperty();
  private final BooleanProperty busy = new SimpleBooleanProperty();
  private @Nullable Workplace opened;

  /** Takes what it needs; {@code signedIn} is told once. */
  public WelcomeViewModel(
      Workplaces workplaces,
      Where where,
      I18n words,
      TaskRunner tasks,
      Consumer<Workplace> signedIn) {
    this.workplaces = workplaces;
    this.where = where;
    this.words = words;
    this.tasks = tasks;
    this.signedIn = signedIn;
    server.set(where.server());
    user.set(where.user());
  }

  /** A store is there and has an owner: only the password is asked for. */
  public void expect(Workplace workplace, Account owner) {
    opened = workplace;
    known.set(true);
    user.set(owner.user());
    server.set(workplace.server());
  }

  /** Shows why the last start did not get further. */
  public void explain(Trouble trouble) {
    problem.set(TroubleTexts.of(words, trouble));
  }

  public void signIn() {
    if (busy.get() || !isComplete().get()) {
      return;
    }
    busy.set(true);
    problem.set("");
    var name = user.get().strip();
    var secret = password.get();
    var address = server.get().strip();
    tasks.run(
        () -> {
          var workplace = opened;
          if (workplace == null || (!known.get() && !workplace.server().equals(address))) {
            if (workplace != null) {
              workplace.close();
            }
            workplace =
                workplaces.openOrCreate(new Where(where.data(), address, "", where.keyFile()));
            opened = workplace;
          }
          var unused = workplace.signIn().signIn(name, secret);
          return workplace;
        },
        this::done,
        this::failed);
  }

  private void done(Workplace workplace) {
    busy.set(false);
    password.set("");
    signedIn.accept(workplace);
  }

  private void failed(Trouble trouble) {
    busy.set(false);
    explain(trouble);
  }

  /** Gives back a store that was opened and is not needed. */
  public void leave() {
    if (opened != null && !known.get()) {
      opened.close();
    }
  }

  public BooleanBinding isComplete() {
    return Bindings.createBooleanBinding(
        () -> List.of(server, user, password).stream().noneMatch(text -> text.get().isBlank()),
        server,
        user,
        password);
  }

  public String getFolder() {
    return where.data().toString();
  }

  public StringProperty serverProperty() {
    return server;
  }

  public StringProperty userProperty() {
    return user;
  }

  public StringProperty passwordProperty() {
    return password;
  }

  public ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /** Whether the account is known and only its password is asked for. */
  public BooleanProperty knownProperty() {
    return known;
  }

  public BooleanProperty busyProperty() {
    return busy;
  }
}
