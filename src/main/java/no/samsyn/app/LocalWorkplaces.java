package no.samsyn.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import no.samsyn.console.Check;
import no.samsyn.console.StoreTroubles;
import no.samsyn.console.Trouble;
import no.samsyn.console.Workplace;
import no.samsyn.console.Workplaces;
import no.samsyn.desktop.DataFolder;
import no.samsyn.desktop.H2Store;
import no.samsyn.desktop.KeyRing;
import no.samsyn.desktop.StoreKeys;
import no.samsyn.model.Chance;
import no.samsyn.model.Time;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.store.SqlStore;
import no.samsyn.sync.StoreException;
import no.samsyn.sync.TokenVault;

/** Opens the stores of this computer. Thread-safe. */
final class LocalWorkplaces implements Workplaces {
  private final Secrets secrets;
  private final Time time;
  private final Chance chance;
  private final StopSignal stop;

  LocalWorkplaces(Secrets secrets, Time time, Chance chance, StopSignal stop) {
    this.secrets = secrets;
    this.time = time;
    this.chance = chance;
    this.stop = stop;
  }

  /**
   * Where keys come from.
   *
   * @param passphrase empty where there is none
   */
  record Secrets(String passphrase, KeyRing ring) {
    /** Keys lie in files, as on servers and in practice. */
    static final Secrets IN_FILES = new Secrets("", KeyRing.none());
  }

  @Override
  public boolean isThere(Where where) {
    requireFolder(where.data());
    return DataFolder.hasStore(where.data());
  }

  @Override
  public Workplace open(Where where) {
    if (!isThere(where)) {
      throw Trouble.signInNeeded(
          "There is no store in "
              + where.data()
              + " yet. Sign in: samsyn login --user NAME --server ADDRESS --data DIR");
    }
    return openOrCreate(where);
  }

  @Override
  public Workplace openOrCreate(Where where) {
    requireFolder(where.data());
    var key =
        new StoreKeys(where.data(), secrets.ring()).key(where.keyFile(), secrets.passphrase());
    try {
      var sql = H2Store.openEncrypted(where.data(), key);
      var store = SqlStore.open(sql, PeerSupport.schemas(), chance);
      return begun(new OpenWorkplace(store, where, time, chance, stop));
    } catch (StoreException e) {
      throw StoreTroubles.of(e, where.data().toString());
    }
  }

  private static Workplace begun(OpenWorkplace workplace) {
    try {
      workplace.begin();
      return workplace;
    } catch (RuntimeException e) {
      workplace.close();
      throw e;
    }
  }

  @Override
  public List<Check> checkServer(Where where) {
    if (where.server().isEmpty()) {
      return List.of(Check.skipped("server", "No server is known yet. Name it with --server."));
    }
    return new LinkToServer(where::server, new NoTokens(), time, chance).check();
  }

  @Override
  public long freeBytes(Where where) {
    Path folder = where.data();
    while (!Files.exists(folder)) {
      var parent = folder.getParent();
      if (parent == null) {
        return 0;
      }
      folder = parent;
    }
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      return 0; // a disk that cannot tell has nothing to offer
    }
  }

  private static void requireFolder(Path data) {
    if (Files.exists(data) && !Files.isDirectory(data)) {
      throw Trouble.failed(
          "not-a-store",
          data + " is a file, not a folder with a Samsyn store. Choose a folder with --data.");
    }
    if (!DataFolder.isReadable(data)) {
      throw Trouble.failed(
          "folder-not-readable",
          "The folder "
              + data
              + " cannot be read. Check whose it is and its rights, or choose another one with"
              + " --data.");
    }
  }

  /** Where nobody is signed in. */
  private record NoTokens() implements TokenVault {
    @Override
    public Optional<Tokens> current() {
      return Optional.empty();
    }

    @Override
    public void keep(Tokens tokens) {
      throw new IllegalStateException("nobody signs in here");
    }

    @Override
    public void forget() {
      // there is nothing to forget
    }
  }
}
