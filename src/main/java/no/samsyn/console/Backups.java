package no.samsyn.console;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Copies of the store on this computer, encrypted as it is: one a day, a few of them, each opened
 * once to see that it can be. They help against a damaged store and against mistakes, not against a
 * lost disk. Thread-safe.
 */
public interface Backups {
  /** A copy that was opened and counted after it was made. */
  record Backup(String name, Instant at, long bytes) {}

  /** What a restored store begins with; {@code kept} is the file that was put aside. */
  record Restored(Backup backup, String kept, long unsent) {}

  /** What becomes of unsent work in the store of now, if it can still be read. */
  enum Unsent {
    /** Nothing is restored while there is any. */
    REQUIRE_NONE,
    /** It stays in the file that is kept, and goes to no server. */
    LEAVE_BEHIND
  }

  /** Returns what there is, the newest first. */
  List<Backup> list();

  /** Makes one now; it takes the place of another one of today. */
  Backup now();

  /** Makes one if the newest is older than a day. */
  Optional<Backup> nowIfDue();
}
