package no.samsyn.ui.shell;

import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import no.samsyn.sync.Account;
import no.samsyn.ui.common.Navigator;
import no.samsyn.ui.common.Notices;
import no.samsyn.ui.common.Screen;
import no.samsyn.ui.common.Session;

/** The frame around the screens: which one is shown, who is signed in, what was said in passing. */
public final class ShellViewModel implements Navigator, Notices {
  private static final String SCREEN = "screen"; // kept in preferences; never rename

  /** Where somebody wants to go, and with what. */
  public record Wish(Screen screen, List<String> filters, String key) {
    public Wish {
      filters = List.copyOf(filters);
    }

    static Wish of(Screen screen) {
      return new Wish(screen, List.of(), "");
    }

    /** Returns whether the filters that stand are to be replaced. */
    public boolean isPointed() {
      return !filters.isEmpty() || !key.isEmpty();
    }
  }

  private final ObjectProperty<Wish> wish = new SimpleObjectProperty<>(Wish.of(Screen.OVERVIEW));
  private final ReadOnlyStringWrapper person = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper role = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper notice = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper noticeAction = new ReadOnlyStringWrapper("");
  private final BooleanProperty noticeStays = new SimpleBooleanProperty();
  private final BooleanProperty paletteOpen = new SimpleBooleanProperty();
  private final BooleanProperty shortcutsOpen = new SimpleBooleanProperty();
  private Runnable noticeTaken = () -> {};
  private String last = "";

  /** Fills the frame; called once, when somebody has signed in. */
  public void begin(Session session) {
    session
        .preferences()
        .get(SCREEN)
        .ifPresent(
            code -> {
              for (var screen : Screen.values()) {
                if (screen.code().equals(code)) {
                  show(screen);
                }
              }
            });
    wish.addListener(
        (property, before, after) -> session.preferences().set(SCREEN, after.screen().code()));
    session
        .tasks()
        .run(
            session.workplace().signIn()::account,
            account -> account.ifPresent(known -> show(session, known)),
            session::warn);
  }

  private void show(Session session, Account account) {
    person.set(account.name().isEmpty() ? account.user() : account.name());
    var key = "role." + account.role();
    role.set(session.words().has(key) ? session.words().text(key) : account.role());
  }

  @Override
  public void show(Screen screen) {
    wish.set(Wish.of(screen));
  }

  @Override
  public void showRecords(String entity, List<String> filters) {
    wish.set(new Wish(Screen.listing(entity), filters, ""));
  }

  @Override
  public void showRecord(String entity, String key) {
    wish.set(new Wish(Screen.listing(entity), List.of(), key));
  }

  @Override
  public void offer(String text, String action, Runnable taken) {
    say(text);
    noticeTaken = taken;
    noticeAction.set(action);
  }

  /** Somebody takes what the notice offers. */
  public void takeNotice() {
    var taken = noticeTaken;
    dismissNotice();
    taken.run();
  }

  @Override
  public void say(String text) {
    noticeAction.set("");
    noticeStays.set(false);
    put(text);
  }

  @Override
  public void tell(String text, String action, Runnable taken) {
    warn(text);
    noticeTaken = taken;
    noticeAction.set(action);
  }

  @Override
  public void warn(String text) {
    noticeAction.set("");
    noticeStays.set(true);
    put(text);
  }

  private void put(String text) {
    last = text;
    notice.set(""); // the same sentence twice is news twice
    notice.set(text);
  }

  /** Shows the last notice where none stands; returns whether one stands now. */
  boolean sayAgain() {
    if (notice.get().isEmpty() && !last.isEmpty()) {
      say(last); // what it offered may be over
    }
    return !notice.get().isEmpty();
  }

  public void dismissNotice() {
    noticeAction.set("");
    noticeTaken = () -> {};
    notice.set("");
  }

  public ObjectProperty<Wish> wishProperty() {
    return wish;
  }

  public ReadOnlyStringProperty personProperty() {
    return person.getReadOnlyProperty();
  }

  public String getPerson() {
    return person.get();
  }

  public ReadOnlyStringProperty roleProperty() {
    return role.getReadOnlyProperty();
  }

  public String getRole() {
    return role.get();
  }

  public ReadOnlyStringProperty noticeProperty() {
    return notice.getReadOnlyProperty();
  }

  /** What the notice offers; empty where it offers nothing. */
  public ReadOnlyStringProperty noticeActionProperty() {
    return noticeAction.getReadOnlyProperty();
  }

  public BooleanProperty noticeStaysProperty() {
    return noticeStays;
  }

  public BooleanProperty paletteOpenProperty() {
    return paletteOpen;
  }

  public BooleanProperty shortcutsOpenProperty() {
    return shortcutsOpen;
  }
}
