package no.samsyn.app;

import java.io.PrintStream;
import java.util.Locale;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;

/**
 * What is logged, and where: nothing by default, one line each on stderr when asked. Of a failure
 * only its type is written, because messages of databases and parsers may repeat personal values.
 */
final class Logging {
  private Logging() {}

  static void configure(PrintStream err, Level level) {
    LogManager.getLogManager().reset();
    var top = Logger.getLogger("");
    top.setLevel(level);
    if (!level.equals(Level.OFF)) {
      top.addHandler(new Lines(err, level));
    }
  }

  /** Writes at once; never closes stderr. */
  private static final class Lines extends StreamHandler {
    Lines(PrintStream err, Level level) {
      super(err, new OneLine());
      setLevel(level);
    }

    @Override
    public synchronized void publish(LogRecord record) {
      super.publish(record);
      flush();
    }

    @Override
    public synchronized void close() {
      flush();
    }
  }

  private static final class OneLine extends Formatter {
    @Override
    public String format(LogRecord record) {
      var name = String.valueOf(record.getLoggerName());
      var text =
          String.format(
              Locale.ROOT,
              "%s %s %s: %s",
              record.getInstant(),
              record.getLevel().getName(),
              name.substring(name.lastIndexOf('.') + 1),
              formatMessage(record).replaceAll("\\p{Cntrl}+", " "));
      var line = new StringBuilder(text);
      var failure = record.getThrown();
      for (var depth = 0; failure != null && depth < 8; depth++) {
        line.append(depth == 0 ? " [" : " <- ").append(failure.getClass().getName());
        if (failure.getStackTrace().length > 0) {
          line.append(" at ").append(failure.getStackTrace()[0]);
        }
        failure = failure.getCause();
      }
      return line.append(record.getThrown() == null ? "\n" : "]\n").toString();
    }
  }
}
