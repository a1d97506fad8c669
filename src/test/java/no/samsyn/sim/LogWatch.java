package no.samsyn.sim;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Reads every line that the program logs and keeps those that hold what people typed. */
final class LogWatch extends Handler {
  private static final Logger LOG = Logger.getLogger("no.samsyn");
  private static final ConcurrentLinkedQueue<String> LEAKS = new ConcurrentLinkedQueue<>();

  private static volatile String lastTrouble = "";

  private LogWatch() {}

  /** From now on lines are read and not printed. */
  static synchronized void begin() {
    LEAKS.clear();
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
    return lastTrouble;
  }

  static Optional<String> leak() {
    return Optional.ofNullable(LEAKS.poll());
  }

  @Override
  public void publish(LogRecord line) {
    look(line.getMessage());
    if (line.getLevel().equals(Level.SEVERE) && line.getThrown() != null) {
      lastTrouble =
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
      LEAKS.add(text);
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
