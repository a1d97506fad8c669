package no.samsyn.app;

import com.zaxxer.hikari.pool.HikariPool;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import no.samsyn.console.ServerHouse;
import no.samsyn.console.Trouble;
import no.samsyn.model.Chance;
import no.samsyn.model.Time;
import no.samsyn.server.DirectoryLock;
import no.samsyn.server.SamsynServer;
import no.samsyn.server.ServerData;
import no.samsyn.server.ServerOptions;
import no.samsyn.server.auth.UserAdmin;
import no.samsyn.server.core.ServerCore;
import no.samsyn.server.push.ReviewRule;
import no.samsyn.server.scope.Role;
import no.samsyn.server.store.Database;
import no.samsyn.server.store.StoreFailure;
import no.samsyn.server.trail.AuditKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Servers of this process, and their users. Thread-safe. */
final class LocalServers implements ServerHouse {
  private static final Logger LOG = LoggerFactory.getLogger(LocalServers.class);
  private static final int PORT_MAX = 65_535;
  private static final String POSTGRES = "jdbc:postgresql:";
  static final String OPERATOR = "operator"; // as the audit trail names it

  private final Time time;
  private final Chance chance;
  private final StopSignal stop;

  LocalServers(Time time, Chance chance, StopSignal stop) {
    this.time = time;
    this.chance = chance;
    this.stop = stop;
  }

  @Override
  public Running start(Wish wish) {
    return new Local(opened(wish), stop);
  }

  private SamsynServer opened(Wish wish) {
    requireUsable(wish);
    var options =
        new ServerOptions(
            wish.data(),
            ServerOptions.LOOPBACK,
            wish.port(),
            wish.practice(),
            wish.database(),
            oversight(wish.oversight()));
    try {
      return SamsynServer.start(options, time, chance);
    } catch (FileSystemException | UncheckedIOException e) {
      throw folder(wish);
    } catch (BindException | JavalinBindException e) {
      throw Trouble.failed(
          "port-in-use",
          "Another program uses the port "
              + wish.port()
              + ". Choose another one with --port, or --port 0 for any free one.");
    } catch (IOException e) {
      throw Trouble.failed("server-not-started", String.valueOf(e.getMessage()));
    } catch (StoreFailure | HikariPool.PoolInitializationException e) {
      throw notOpen(wish);
    }
  }

  private static ServerOptions.Oversight oversight(ServerHouse.Oversight wish) {
    return new ServerOptions.Oversight(
        wish.auditKey().isEmpty() ? Optional.empty() : Optional.of(Path.of(wish.auditKey())),
        wish.newAuditKey() ? AuditKeys.Wish.NEW : AuditKeys.Wish.KEEP,
        wish.insistsOnDecisions() ? ReviewRule.INSIST : ReviewRule.TRUST);
  }

  private static void requireUsable(Wish wish) {
    if (wish.port() < 0 || wish.port() > PORT_MAX) {
      throw Trouble.wrongUse("bad-port", "A port is a number from 0 to " + PORT_MAX + ".");
    }
    if (!wish.database().isEmpty() && !wish.database().startsWith(POSTGRES)) {
      throw Trouble.wrongUse(
          "bad-database", "The database's address begins with " + POSTGRES + "//host/name.");
    }
  }

  private static Trouble folder(Wish wish) {
    return Trouble.failed(
        "server-folder",
        "The folder " + wish.data() + " cannot be used. Choose another one with --data.");
  }

  private static Trouble notOpen(Wish wish) {
    return wish.database().isEmpty()
        ? Trouble.failed(
            "server-data-not-open",
            "The server's data in "
                + wish.data()
                + " cannot be opened. If a server is running there, stop it first; if not, the"
                + " file is damaged: put back a backup.")
        : Trouble.failed(
            "database-not-open",
            "The database cannot be reached. Check its address, user and password.");
  }

  @Override
  public Users users(Wish wish) {
    requireThere(wish);
    return usersOrNew(wish);
  }

  @Override
  public Users usersOrNew(Wish wish) {
    requireUsable(wish);
    return wish.database().isEmpty()
        ? new LocalUsers(wish, Optional.of(lock(wish)))
        : new LocalUsers(wish, Optional.empty());
  }

  @Override
  public Erased wouldErase(Wish wish, String person) {
    requireThere(wish);
    return new LocalErasing(wish, time, chance).wouldErase(person);
  }

  @Override
  public Erased erase(Wish wish, String person, String reason) {
    requireThere(wish);
    return new LocalErasing(wish, time, chance).erase(person, reason);
  }

  /** Opens the data, and erases in them what must not be there any more. */
  static Database opened(Wish wish, ServerData data, Time time, Chance chance) {
    try {
      return data.open(OPERATOR, time, chance);
    } catch (StoreFailure | HikariPool.PoolInitializationException e) {
      throw notOpen(wish);
    } catch (IOException | UncheckedIOException e) {
      throw folder(wish);
    }
  }

  private static void requireThere(Wish wish) {
    requireUsable(wish);
    if (wish.database().isEmpty() && !Database.isIn(wish.data())) {
      throw Trouble.failed(
          "no-server-here",
          "There is no server's database in "
              + wish.data()
              + ". Name its folder with --data, or add a first user: samsyn server user add NAME");
    }
  }

  static DirectoryLock lock(Wish wish) {
    try {
      return DirectoryLock.take(wish.data());
    } catch (FileSystemException e) {
      throw folder(wish);
    } catch (IOException e) {
      throw Trouble.failed(
          "server-running", "A server is running on this folder; stop it first: " + wish.data());
    }
  }

  private record Local(SamsynServer server, StopSignal stop) implements Running {
    @Override
    public String address() {
      return "http://" + ServerOptions.LOOPBACK + ":" + server.port();
    }

    @Override
    public void awaitStop() {
      stop.await();
    }

    @Override
    public void close() {
      server.close();
    }
  }

  /** The users in a database that no server of this computer holds. */
  private final class LocalUsers implements Users {
    private final Database database;
    private final UserAdmin admin;
    private final Optional<DirectoryLock> lock;

    LocalUsers(Wish wish, Optional<DirectoryLock> lock) {
      this.lock = lock;
      try {
        database = opened(wish, new ServerData(wish.data(), wish.database()), time, chance);
      } catch (Trouble e) {
        release();
        throw e;
      }
      admin = ServerCore.over(database, time, chance).users(ServerCore.ORGANISATION, OPERATOR);
    }

    @Override
    public void add(NewUser user) {
      tried(
          () ->
              admin.add(
                  new UserAdmin.NewUser(
                      user.name(),
                      user.fullName(),
                      role(user.role()),
                      user.units(),
                      user.peerMentor()),
                  user.password()));
    }

    @Override
    public void disable(String name) {
      tried(() -> admin.disable(name));
    }

    @Override
    public void reset(String name, String password) {
      tried(() -> admin.reset(name, password));
    }

    @Override
    public List<User> list() {
      return admin.list().stream()
          .map(
              user ->
                  new User(
                      user.name(),
                      user.displayName(),
                      user.role().name().toLowerCase(Locale.ROOT),
                      user.units(),
                      user.enabled()))
          .toList();
    }

    @Override
    public void close() {
      database.close();
      release();
    }

    private void release() {
      LocalServers.release(lock);
    }
  }

  static void release(Optional<DirectoryLock> lock) {
    try {
      if (lock.isPresent()) {
        lock.get().close();
      }
    } catch (IOException e) {
      LOG.warn("The lock file did not close; it is free when the process ends", e);
    }
  }

  private static Role role(String word) {
    for (var role : Role.values()) {
      if (role.name().equals(word.toUpperCase(Locale.ROOT))) {
        return role;
      }
    }
    throw new IllegalArgumentException(
        "There is no role called " + word + ". There are: mentor, coordinator, administrator.");
  }

  /** The administration says what cannot be done by an exception with a sentence. */
  private static void tried(Runnable work) {
    try {
      work.run();
    } catch (IllegalArgumentException e) {
      throw Trouble.failed("user-not-changed", String.valueOf(e.getMessage()));
    }
  }
}
