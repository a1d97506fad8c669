package no.samsyn.mobile.store;

import android.database.sqlite.SQLiteDatabaseLockedException;
import android.database.sqlite.SQLiteException;
import android.database.sqlite.SQLiteFullException;
import java.util.regex.Pattern;
import no.samsyn.sync.StoreException;
import no.samsyn.sync.StoreException.Kind;

/** Says what SQLite, or SQLCipher, could not do, without the values that its messages may quote. */
final class SqliteFailure {
  private static final Pattern CODE = Pattern.compile("\\(code (\\d+)");
  private static final int NO_ROOM = 13;
  private static final int NOT_A_DATABASE = 26;

  private SqliteFailure() {}

  /** Returns {@code failure} itself if it is one of ours already. */
  static StoreException of(String what, Exception failure) {
    if (failure instanceof StoreException ours) {
      return ours;
    }
    var silent = new SQLiteException(failure.getClass().getSimpleName() + ", message left out");
    silent.setStackTrace(failure.getStackTrace());
    return new StoreException(
        kindOf(failure),
        what.replaceAll("\\s+", " ") + " (database code " + codeOf(failure) + ")",
        silent);
  }

  static Kind kindOf(Exception failure) {
    var code = codeOf(failure);
    if (failure instanceof SQLiteFullException || code == NO_ROOM) {
      return Kind.DISK_FULL;
    } else if (failure instanceof SQLiteDatabaseLockedException) {
      return Kind.LOCKED_BY_ANOTHER;
    } else if (code == NOT_A_DATABASE) {
      return Kind.NOT_A_STORE;
    }
    return Kind.BROKEN;
  }

  /** Android tells the code in the text alone: "... (code 26 SQLITE_NOTADB)". */
  private static int codeOf(Exception failure) {
    var text = failure.getMessage();
    var found = CODE.matcher(text == null ? "" : text);
    return found.find() ? Integer.parseInt(found.group(1)) & 0xFF : -1;
  }
}
