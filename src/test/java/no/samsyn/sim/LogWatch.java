package no.samsyn.sim;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Reads every line that the program logs and keeps those that hold what people typed. Worlds that
 * are played at the same time are told apart by their threads.
 */
final class LogWatch extends Handler {
  private static final Logger LOG = Logger.getLogger("no.samsyn");
  private static final ThreadLocal<Heard> HEARD = ThreadLocal.withInitial(Heard::new);

  /** What was logged in one world. */
  static final class Heard {
    private final ConcurrentLinkedQueue<String> leaks = new ConcurrentLinkedQueue<>();
    private volatile String lastTrouble = "";
  }

  private LogWatch() {}

  /** A world begins on this thread: lines are read and not printed. */
  static void begin() {
    HEARD.set(new Heard());
    install();
  }

  /** Returns what this thread's world has heard, for its other threads. */
  static Heard heard() {
    return HEARD.get();
  }

  /** Lets this thread work for the world that {@code its} belongs to. */
  static void listenFor(Heard its) {
    HEARD.set(its);
  }

  private static synchronized void install() {
    for (var handler : LOG.getHandlers()) {
      if (handler instanceof LogWatch) {
        return;
      }
    }
    LOG.addHandler(new LogWatch());
    LOG.setUseParentHandlers(false);
    LOG.setLevel(Level.INFO);
  }

  /** Returns where the newest failure that was logged came from. */
  static String lastTrouble() {
    return HEARD.get().lastTrouble;
  }

  static Optional<String> leak() {
    return Optional.ofNullable(HEARD.get().leaks.poll());
  }

  @Override
  public void publish(LogRecord line) {
    look(line.getMessage());
    if (line.getLevel().equals(Level.SEVERE) && line.getThrown() != null) {
      HEARD.get().lastTrouble =
          line.getThrown()
              + " "
              + Arrays.stream(line.getThrown().getStackTrace())
                  .map(StackTraceElement::toString)
                  .filter(frame -> frame.contains("samsyn"))
                  .limit(12)
                  .toList();
    }
    var cause = line.getThrown();
    for (var depth = 0; cause != null && depth < 10; depth++) {
      look(cause.getMessage());
      cause = cause.getCause();
    }
  }

  private static void look(String text) {
    if (text != null && (text.contains(Ledger.MARK) || text.contains(Hall.PASSWORD))) {
      HEARD.get().leaks.add(text);
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
