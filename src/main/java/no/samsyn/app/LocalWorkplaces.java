package no.samsyn.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import no.samsyn.console.Backups;
import no.samsyn.console.Check;
import no.samsyn.console.StoreTroubles;
import no.samsyn.console.Trouble;
import no.samsyn.console.Workplace;
import no.samsyn.console.Workplaces;
import no.samsyn.desktop.BackupRestore;
import no.samsyn.desktop.DataFolder;
import no.samsyn.desktop.H2Store;
import no.samsyn.desktop.KeyRing;
import no.samsyn.desktop.StoreBackups;
import no.samsyn.desktop.StoreKeys;
import no.samsyn.desktop.SystemKeyRing;
import no.samsyn.desktop.UnsafeFolder;
import no.samsyn.model.Chance;
import no.samsyn.model.Time;
import no.samsyn.net.HttpClients;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.store.SqlStore;
import no.samsyn.sync.StoreException;
import no.samsyn.sync.TokenVault;

/** Opens the stores of this computer. Thread-safe. */
final class LocalWorkplaces implements Workplaces {
  private final Place place;
  private final Time time;
  private final Chance chance;
  private final StopSignal stop;

  LocalWorkplaces(Place place, Time time, Chance chance, StopSignal stop) {
    this.place = place;
    this.time = time;
    this.chance = chance;
    this.stop = stop;
  }

  /**
   * What this computer and its person bring.
   *
   * @param passphrase empty where there is none
   * @param environment tells where the cloud's folders are
   * @param clients asked when a connection is first needed
   */
  record Place(
      String passphrase,
      KeyRing ring,
      Map<String, String> environment,
      Supplier<HttpClients> clients) {
    /** Keys lie in files, and the server is on this computer: as in practice. */
    static final Place IN_FILES =
        new Place("", KeyRing.none(), Map.of(SystemKeyRing.KEYS, "file"), HttpClients::usual);

    Place with(String given) {
      return new Place(given, ring, environment, clients);
    }
  }

  private LinkToServer.Network network() {
    return new LinkToServer.Network(place.clients(), time, chance);
  }

  @Override
  public boolean isThere(Where where) {
    requireFolder(where.data());
    return DataFolder.hasStore(where.data());
  }

  @Override
  public KeyNeed keyNeed(Where where) {
    requireFolder(where.data());
    var isFileWanted = "file".equals(place.environment().get(SystemKeyRing.KEYS));
    if (isFileWanted || !where.keyFile().isEmpty() || !place.passphrase().isEmpty()) {
      return KeyNeed.NOTHING;
    }
    return new StoreKeys(where.data(), place.ring()).need();
  }

  @Override
  public Workplaces with(String passphrase) {
    return new LocalWorkplaces(place.with(passphrase), time, chance, stop);
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
    var key = key(where);
    try {
      var sql = H2Store.openEncrypted(where.data(), key);
      var store = SqlStore.open(sql, PeerSupport.schemas(), chance);
      var backups = new StoreBackups(where.data(), key, sql, time);
      return begun(
          new OpenWorkplace(new OpenWorkplace.Opened(store, backups), where, network(), stop));
    } catch (StoreException e) {
      throw StoreTroubles.of(e, where.data().toString());
    }
  }

  private byte[] key(Where where) {
    return new StoreKeys(where.data(), place.ring()).key(where.keyFile(), place.passphrase());
  }

  @Override
  public List<Backups.Backup> backups(Where where) {
    return BackupRestore.list(where.data());
  }

  @Override
  public Backups.Restored restore(Where where, String backup, Backups.Unsent choice) {
    requireFolder(where.data());
    return new BackupRestore(where.data(), key(where), PeerSupport.schemas(), time, chance)
        .restore(backup, choice);
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
    return new LinkToServer(where::server, new NoTokens(), network()).check();
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

  @Override
  public long storeBytes(Where where) {
    return DataFolder.storeBytes(where.data());
  }

  private void requireFolder(Path data) {
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
    var reason = UnsafeFolder.reason(data, place.environment());
    if (reason.isPresent()) {
      throw unsafe(data, reason.get());
    }
  }

  private static Trouble unsafe(Path data, UnsafeFolder.Reason reason) {
    var instead =
        " If a store lies there already, close Samsyn, move the whole folder to a place on this"
            + " computer's own disk, and name that place with --data. Nothing was changed.";
    return switch (reason) {
      case CLOUD ->
          Trouble.failed(
              "cloud-folder",
              "The folder "
                  + data
                  + " is copied into a cloud (OneDrive, Dropbox, iCloud, Google Drive or the like)."
                  + " Such programs copy a store while it is written and put old copies back, so"
                  + " work would be lost."
                  + instead);
      case NETWORK ->
          Trouble.failed(
              "network-folder",
              "The folder "
                  + data
                  + " lies on a network drive. What is saved there is not surely on a disk, and two"
                  + " computers could write at once, so work would be lost."
                  + instead);
    };
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
