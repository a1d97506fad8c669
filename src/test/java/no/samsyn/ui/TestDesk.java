package no.samsyn.ui;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import no.samsyn.audit.AuditAction;
import no.samsyn.audit.AuditFilter;
import no.samsyn.console.AuditDesk;
import no.samsyn.console.AuditExport;
import no.samsyn.console.AuditLog;
import no.samsyn.console.Backups;
import no.samsyn.console.Deletions;
import no.samsyn.console.Doctor;
import no.samsyn.console.Meanwhile;
import no.samsyn.console.MentorDevices;
import no.samsyn.console.OutboxDesk;
import no.samsyn.console.OutboxExport;
import no.samsyn.console.Outlook;
import no.samsyn.console.Preferences;
import no.samsyn.console.Rebuild;
import no.samsyn.console.RecordTable;
import no.samsyn.console.Records;
import no.samsyn.console.Reveals;
import no.samsyn.console.SignInDesk;
import no.samsyn.console.SyncDesk;
import no.samsyn.console.SyncSchedule;
import no.samsyn.console.TimeLine;
import no.samsyn.console.Trouble;
import no.samsyn.console.Verification;
import no.samsyn.console.Workplace;
import no.samsyn.console.policy.PolicyDesk;
import no.samsyn.console.policy.TrailConflicts;
import no.samsyn.console.review.BulkDesk;
import no.samsyn.console.review.Deciders;
import no.samsyn.console.review.ReviewDesk;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.sync.DeciderList;
import no.samsyn.sync.DeviceList;
import no.samsyn.sync.OrganisationTrail;
import no.samsyn.sync.RefusalKind;
import no.samsyn.sync.Reply;
import no.samsyn.sync.TokenVault;
import no.samsyn.testkit.RefusingTransport;
import no.samsyn.testkit.TestDevice;
import no.samsyn.ui.common.Dialogs;
import no.samsyn.ui.common.FxTasks;
import no.samsyn.ui.common.I18n;
import no.samsyn.ui.common.Language;
import no.samsyn.ui.common.Notices;
import no.samsyn.ui.common.Session;
import no.samsyn.ui.common.TaskRunner;

/** Ola's desk without a screen: tasks run in place, questions are answered from a list. */
public final class TestDesk implements Workplace, SyncSchedule, Dialogs, Notices, Preferences {
  public final TestDevice device = TestDevice.ofOla(1);
  public final List<String> said = new ArrayList<>();
  public final List<String> warned = new ArrayList<>();
  public final Deque<Boolean> answers = new ArrayDeque<>();
  public final Deque<String> reasons = new ArrayDeque<>();
  public final List<DeviceList.Seen> devices = new ArrayList<>();
  public final List<DeciderList.Decider> people = new ArrayList<>();
  public Runnable offered = () -> {};
  public final Deque<Path> files = new ArrayDeque<>();
  public int soon;
  public int now;
  public int replanned;
  private String server = "https://samsyn.example.org";

  private final Map<String, String> kept = new HashMap<>();

  public Session session() {
    return session(Language.BOKMAAL);
  }

  public Session session(Language language) {
    return session(language, new InPlace());
  }

  public Session session(Language language, TaskRunner tasks) {
    var words = new I18n(language, device.time, ZoneId.of("Europe/Oslo"));
    return new Session(this, this, new Session.Surround(words, tasks, this, this, this));
  }

  /** Returns what sensitive was looked at, as the trail tells it. */
  public List<String> revealed() {
    return device.run(tx -> tx.audit().list(0, 10_000)).stream()
        .filter(event -> event.action() == AuditAction.REVEALED)
        .map(event -> event.entity() + "/" + event.key())
        .toList();
  }

  /** Runs where it is called. */
  public static final class InPlace implements TaskRunner {
    @Override
    public <T> void run(Callable<T> work, Consumer<T> done, Consumer<Trouble> failed) {
      T result;
      try {
        result = work.call();
      } catch (Exception e) {
        failed.accept(FxTasks.troubleOf(e));
        return;
      }
      done.accept(result);
    }
  }

  /** Works when the test lets it: a slow store. */
  public static final class Held implements TaskRunner {
    private final Deque<Runnable> waiting = new ArrayDeque<>();

    @Override
    public <T> void run(Callable<T> work, Consumer<T> done, Consumer<Trouble> failed) {
      waiting.add(() -> new InPlace().run(work, done, failed));
    }

    /** Lets one thing be answered. */
    public void answerOne() {
      waiting.remove().run();
    }

    /** Lets everything be answered that was asked for, and what is asked for then. */
    public void answer() {
      while (!waiting.isEmpty()) {
        waiting.remove().run();
      }
    }
  }

  @Override
  public Records records() {
    return new Records(device.store, device.schemas, device.edits, PeerSupport.pairs());
  }

  @Override
  public RecordTable table() {
    return new RecordTable(device.store, device.schemas);
  }

  @Override
  public Reveals reveals() {
    return new Reveals(device.store, device.time);
  }

  @Override
  public Outlook outlook() {
    return new Outlook(device.store);
  }

  @Override
  public Meanwhile meanwhile() {
    return new Meanwhile(device.store, device.time);
  }

  @Override
  public OutboxDesk outbox() {
    return new OutboxDesk(device.store, device.care);
  }

  @Override
  public OutboxExport export() {
    return new OutboxExport(device.store, device.time);
  }

  @Override
  public SyncDesk sync() {
    var engine = device.engine(RefusingTransport.always(RefusalKind.FORBIDDEN));
    return new SyncDesk(device.store, engine, new NoTokens(), device.time);
  }

  @Override
  public SyncDesk.Wakeups wakeups() {
    return max -> "";
  }

  @Override
  public SignInDesk signIn() {
    throw new AssertionError("nobody signs in at this desk");
  }

  @Override
  public Deletions deletions() {
    return new Deletions(records(), device.edits, device.schemas);
  }

  @Override
  public MentorDevices mentorDevices() {
    return new MentorDevices(() -> new Reply.Answer<>(List.copyOf(devices)));
  }

  @Override
  public TimeLine timeLine() {
    return new TimeLine(
        device.store,
        id -> {
          throw new IOException("no network");
        });
  }

  @Override
  public ReviewDesk reviews() {
    return new ReviewDesk(
        device.store,
        device.schemas,
        device.reviews,
        device.edits,
        new TrailConflicts(device.store),
        device.time);
  }

  @Override
  public Deciders deciders() {
    return new Deciders(device.store, reviews(), () -> new Reply.Answer<>(List.copyOf(people)));
  }

  @Override
  public BulkDesk bulkReviews() {
    return new BulkDesk(device.store, device.schemas, device.reviews, device.time, device.chance);
  }

  @Override
  public PolicyDesk policies() {
    return new PolicyDesk(
        device.store,
        device.schemas,
        device.edits,
        TestDevice.RULEBOOK,
        new TrailConflicts(device.store));
  }

  @Override
  public AuditDesk audit() {
    return new AuditDesk(device.store, new NoTrail());
  }

  @Override
  public AuditExport auditExport() {
    return new AuditExport(device.store, new NoTrail(), device.time, device.chance);
  }

  @Override
  public AuditLog auditLog() {
    return new AuditLog(device.store, audit(), auditExport());
  }

  @Override
  public Verification verification() {
    throw new AssertionError("there is no server");
  }

  @Override
  public Rebuild rebuild() {
    throw new AssertionError("there is no server");
  }

  @Override
  public Doctor doctor() {
    return new Doctor(device.store, device.schemas, List::of);
  }

  @Override
  public void onChange(Consumer<Set<String>> listener) {
    device.store.onCommit(listener::accept);
  }

  @Override
  public String server() {
    return server;
  }

  @Override
  public void moveTo(String address) {
    if (!address.startsWith("https://samsyn.example.org")) {
      throw Trouble.failed("other-server", "another server's");
    }
    server = address;
  }

  @Override
  public void start(SyncDesk.Watcher watcher) {}

  @Override
  public void now() {
    now++;
  }

  @Override
  public void soon() {
    soon++;
  }

  @Override
  public void replan() {
    replanned++;
  }

  @Override
  public long finish() {
    return sync().status().unsent();
  }

  @Override
  public void close() {}

  @Override
  public Backups backups() {
    return new Backups() {
      private final List<Backup> made = new ArrayList<>();

      @Override
      public List<Backup> list() {
        return made;
      }

      @Override
      public Backup now() {
        made.add(0, new Backup("store-1", device.time.now(), 3_000_000));
        return made.get(0);
      }

      @Override
      public Optional<Backup> nowIfDue() {
        return Optional.empty();
      }
    };
  }

  @Override
  public void onServerNews(Runnable listener) {}

  @Override
  public boolean isServerThere() {
    return false;
  }

  @Override
  public boolean confirm(String title, String text, String action) {
    return answers.remove();
  }

  @Override
  public Optional<String> ask(String title, String text, String action) {
    return Optional.ofNullable(reasons.poll());
  }

  /** Chooses what reads like the next reason. */
  @Override
  public <T> Optional<T> choose(String title, String text, String action, List<T> options) {
    var wanted = reasons.poll();
    return options.stream().filter(each -> each.toString().equals(wanted)).findFirst();
  }

  @Override
  public Optional<Path> saveFile(String title, String suggestedName) {
    return Optional.ofNullable(files.poll());
  }

  @Override
  public void say(String text) {
    said.add(text);
  }

  @Override
  public void offer(String text, String action, Runnable taken) {
    said.add(text);
    offered = taken;
  }

  @Override
  public void tell(String text, String action, Runnable taken) {
    offer(text, action, taken);
  }

  @Override
  public void warn(String text) {
    warned.add(text);
  }

  @Override
  public Optional<String> get(String name) {
    return Optional.ofNullable(kept.get(name));
  }

  @Override
  public void set(String name, String value) {
    kept.put(name, value);
  }

  private record NoTrail() implements OrganisationTrail {
    @Override
    public Reply<Long> entries(AuditFilter filter, long after, int limit, Visitor visitor)
        throws IOException {
      throw new IOException("there is no server");
    }

    @Override
    public Reply<Long> newest(AuditFilter filter, long before, int limit, Visitor visitor)
        throws IOException {
      throw new IOException("there is no server");
    }

    @Override
    public Reply<Long> export(Wish wish, OutputStream out) throws IOException {
      throw new IOException("there is no server");
    }
  }

  private record NoTokens() implements TokenVault {
    @Override
    public Optional<Tokens> current() {
      return Optional.empty();
    }

    @Override
    public void keep(Tokens tokens) {
      throw new AssertionError("nobody signs in at this desk");
    }

    @Override
    public void forget() {}
  }
}
