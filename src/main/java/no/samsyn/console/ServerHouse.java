package no.samsyn.console;

import java.nio.file.Path;
import java.util.List;

/** Starts the server in this process, and looks after its users. */
public interface ServerHouse {

  /**
   * Which server.
   *
   * @param port 0 for any free one
   * @param database a JDBC address; empty for a file in {@code data}
   * @param oversight which key signs its audit trail, and what it insists on
   */
  record Wish(Path data, int port, boolean practice, String database, Oversight oversight) {
    public Wish(Path data, int port, boolean practice, String database) {
      this(data, port, practice, database, Oversight.USUAL);
    }
  }

  /**
   * How far the server looks after itself.
   *
   * @param auditKey the file with the key; empty for the usual place
   */
  record Oversight(String auditKey, boolean newAuditKey, boolean insistsOnDecisions) {
    public static final Oversight USUAL = new Oversight("", false, false);
  }

  /** A server that accepts requests. */
  interface Running extends AutoCloseable {
    String address();

    /** Blocks until the process is asked to end. */
    void awaitStop();

    @Override
    void close();
  }

  /** A user of the server, without the password. */
  record User(String name, String fullName, String role, List<String> units, boolean enabled) {
    public User {
      units = List.copyOf(units);
    }
  }

  /**
   * A user to be.
   *
   * @param peerMentor the key of the user's own record, or empty: then the server finds it by name
   */
  record NewUser(
      String name,
      String fullName,
      String role,
      List<String> units,
      String peerMentor,
      String password) {
    public NewUser {
      units = List.copyOf(units);
    }

    @Override
    public String toString() {
      return "NewUser[" + name + "]";
    }
  }

  /** The users of one server's database. */
  interface Users extends AutoCloseable {
    void add(NewUser user);

    void disable(String name);

    void reset(String name, String password);

    List<User> list();

    @Override
    void close();
  }

  /**
   * What an erasure took away, or would take away, in counts.
   *
   * @param key of the person's record; empty where there is an account only
   * @param cleared records that stay and lost a reference or a name
   */
  record Erased(String key, int records, int cleared, int accounts) {}

  /** Says what {@link #erase} would take away, and changes nothing. */
  Erased wouldErase(Wish wish, String person);

  /** Erases a person for good, and writes the data's files anew; no server may run on them. */
  Erased erase(Wish wish, String person, String reason);

  Running start(Wish wish);

  /** Opens what is there already; no server may run on it. */
  Users users(Wish wish);

  /** Opens it, and makes it if it is not there. */
  Users usersOrNew(Wish wish);
}
