package no.samsyn.mobile;

import android.content.Context;
import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import no.samsyn.mobile.store.EncryptedStores;
import no.samsyn.net.HttpClients;
import no.samsyn.net.ServerAddress;
import no.samsyn.sync.RecordQuery;
import no.samsyn.sync.StoreException;
import no.samsyn.sync.SyncStatus;
import no.samsyn.sync.SyncStore.Durability;

/**
 * Samsyn on this phone, for the app: save, look, see how it stands. Syncing happens by itself.
 *
 * <p>Make one in the app's {@code Application}, which is a {@link SamsynHost}, and never a second
 * one. Thread-safe. Methods read and write the disk, and {@link #signIn} and {@link #signOut} the
 * network: call them from a thread of the app's own; Kotlin and Flutter's channels can pass every
 * type here on as it is. What a method saved survives a kill and a power cut when it returns.
 */
public final class Samsyn implements AutoCloseable {
  private static final String DIRECTORY = "samsyn"; // stands on devices; never rename

  private final Context context;
  private final ChangeFeed changes;
  private final PhoneEngine engine;
  private final WakeUps wakeUps;
  private final BackgroundRun background;

  Samsyn(Context context, PhoneParts parts, WakeUps wakeUps) {
    this.context = context;
    this.changes = new ChangeFeed();
    this.engine = new PhoneEngine(parts, changes);
    this.wakeUps = wakeUps;
    this.background =
        new BackgroundRun(
            engine, wakeUps, parts.power(), parts.time(), () -> changes.touched(Set.of()));
  }

  /**
   * Makes it for the organisation's server. Nothing is opened yet, so this is quick enough for the
   * start of the app.
   *
   * @param server begins with {@code https://}
   * @throws IllegalArgumentException if it is no address, with a sentence
   */
  public static Samsyn create(Context context, String server) {
    var application = context.getApplicationContext();
    var time = new PhoneTime();
    var directory = new File(application.getNoBackupFilesDir(), DIRECTORY);
    var parts =
        new PhoneParts(
            () -> EncryptedStores.open(application, directory),
            ServerAddress.of(server).toString(),
            HttpClients::usual,
            new PhonePower(application),
            time,
            new PollingPauses(),
            new PhoneChance());
    return new Samsyn(application, parts, new WorkManagerWakeUps(application, time));
  }

  /** Call it at each start of the app: runs come by and by from then on, if somebody signed in. */
  public void start() {
    if (with(OpenPhone::isSignedIn)) {
      wakeUps.register();
    }
  }

  /** Call it when the app comes to the foreground: what others did is fetched. */
  public void foreground() {
    wakeUps.soon(WakeUps.Why.OPENED);
  }

  /** Signs in. Everything that keeps it from that is a {@link SamsynException}. */
  public void signIn(String user, String password) {
    var unused = with(phone -> phone.signIn().signIn(user, password));
    wakeUps.register();
    wakeUps.soon(WakeUps.Why.SIGNED_IN); // "now" would show a notification on older Androids
  }

  /** Signs out. What is not sent stays, and goes when the same person signs in again. */
  public void signOut() {
    wakeUps.cancel();
    does(phone -> phone.signIn().signOut());
  }

  /** Returns the key of the signed-in person's own mentor record; empty for those who have none. */
  public String ownMentor() {
    return with(
        phone ->
            phone.store().inTransaction(Durability.RELAXED, PhoneSignIn::require).peerMentor());
  }

  /** Saves a new record, unless it looks like one that is here: then nothing is saved. */
  public SaveResult add(String entity, Map<String, ? extends Object> fields) {
    return saved(with(phone -> phone.records().addIfNew(entity, fields)));
  }

  /** Saves a new record, whatever it looks like. */
  public SaveResult addAnyway(String entity, Map<String, ? extends Object> fields) {
    return saved(with(phone -> phone.records().add(entity, fields)));
  }

  /**
   * Changes fields of a record.
   *
   * @param without fields to take away
   */
  public SaveResult change(
      String entity, String key, Map<String, ? extends Object> fields, List<String> without) {
    return saved(with(phone -> phone.records().change(entity, key, fields, without)));
  }

  public SaveResult delete(String entity, String key) {
    return saved(with(phone -> phone.records().delete(entity, key)));
  }

  private SaveResult saved(SaveResult result) {
    if (result instanceof SaveResult.Saved) {
      syncSoon();
    }
    return result;
  }

  private void syncSoon() {
    background.somethingWaits();
    wakeUps.soon(WakeUps.Why.SAVED);
  }

  public Optional<RecordView> find(String entity, String key) {
    return with(phone -> phone.records().find(entity, key));
  }

  /**
   * Lists records.
   *
   * @param query by indexed fields only; it asks for at most 10,000 at once
   */
  public RecordList list(RecordQuery query) {
    return with(phone -> phone.records().list(query));
  }

  /** Says how syncing stands; it never says "sent" before the server has proved it. */
  public SyncStatus status() {
    return with(OpenPhone::status);
  }

  /** A person wants it now. */
  public void syncNow() {
    background.somethingWaits();
    wakeUps.now(background.isRunning());
  }

  /** Says what stands between what was saved and the server. */
  public WhyNotSent whyNotSent() {
    return with(
        phone ->
            Obstacles.find(
                phone.store(),
                phone.status(),
                PhoneConditions.of(context),
                phone.background().lastStop()));
  }

  /** Returns what does not go without a person, one for each record. */
  public List<NeedsYou> needsYou() {
    return with(phone -> phone.outbox().needingPerson());
  }

  /** Sends a change of {@link #needsYou} again, as its record is now. */
  public void retry(String change) {
    does(phone -> phone.outbox().retry(change));
    syncSoon();
  }

  /**
   * Throws a change of {@link #needsYou} away, and with it what else is unsent of its record.
   *
   * @param reason a person's words, for the audit trail
   */
  public void discard(String change, String reason) {
    does(phone -> phone.outbox().discard(change, reason));
  }

  /** Returns what happened in the background and was not shown yet. */
  public UnseenNotices unseenNotices() {
    return with(phone -> phone.notices().unseen());
  }

  /** Remembers that these were shown, so that they are not shown again. */
  public void noticesSeen(UnseenNotices shown) {
    does(phone -> phone.notices().seen(shown));
  }

  /** Told on the main thread after something changed. */
  @FunctionalInterface
  public interface Observer {
    /** Names the entity types that were touched. Must return at once. */
    void changed(Set<String> entities);
  }

  /** Ends when it is closed. */
  @FunctionalInterface
  public interface Observation extends AutoCloseable {
    @Override
    void close();
  }

  public Observation observe(Observer observer) {
    return changes.observe(observer);
  }

  BackgroundRun background() {
    return background;
  }

  /** For the end of a test; on a phone the process just dies. */
  @Override
  public void close() {
    engine.close();
  }

  private void does(Consumer<OpenPhone> work) {
    var unused =
        with(
            phone -> {
              work.accept(phone);
              return true;
            });
  }

  private <T> T with(Function<OpenPhone, T> work) {
    try {
      return work.apply(engine.open());
    } catch (StoreException e) {
      throw new SamsynException(StoreWords.code(e.kind()), StoreWords.sentence(e.kind()), e);
    }
  }
}
