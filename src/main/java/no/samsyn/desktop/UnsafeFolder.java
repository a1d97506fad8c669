package no.samsyn.desktop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Folders where a store would not last: what is synchronised into a cloud is copied half-written
 * and put back old, and on network drives locks and forced writes do not hold what they promise.
 * Pure, apart from looking.
 */
public final class UnsafeFolder {
  private static final List<String> CLOUD_VARIABLES =
      List.of("OneDrive", "OneDriveCommercial", "OneDriveConsumer");

  /** Names of folders, in lower case, that the programs choose themselves. */
  private static final List<String> CLOUD_NAMES =
      List.of(
          "onedrive",
          "dropbox",
          "google drive",
          "googledrive",
          "my drive",
          "icloud drive",
          "iclouddrive",
          "mobile documents",
          "cloudstorage",
          "nextcloud");

  private static final List<String> CLOUD_FILES =
      List.of(".dropbox.cache", ".tmp.drivedownload", ".nextcloudsync.log", ".stfolder");

  private static final List<String> NETWORK_TYPES =
      List.of("nfs", "cifs", "smb", "afpfs", "webdav", "davfs", "sshfs", "ncpfs", "afs");

  private UnsafeFolder() {}

  /** Why not. */
  public enum Reason {
    CLOUD,
    NETWORK
  }

  /** Returns why no store may lie in {@code folder}, which need not be there yet. */
  public static Optional<Reason> reason(Path folder, Map<String, String> environment) {
    var place = folder.toAbsolutePath().normalize();
    var real = real(place);
    if (isInCloud(place, environment) || isInCloud(real, environment)) {
      return Optional.of(Reason.CLOUD);
    }
    return isNetwork(real) ? Optional.of(Reason.NETWORK) : Optional.empty();
  }

  /** The nearest folder above that is there, with its links followed, and the rest below it. */
  private static Path real(Path place) {
    for (Path above = place; above != null; above = above.getParent()) {
      if (Files.exists(above)) {
        try {
          return above.toRealPath().resolve(above.relativize(place));
        } catch (IOException e) {
          return place; // what cannot be followed is met again when the store is opened
        }
      }
    }
    return place;
  }

  private static boolean isInCloud(Path place, Map<String, String> environment) {
    for (var variable : CLOUD_VARIABLES) {
      var root = environment.getOrDefault(variable, "");
      if (!root.isEmpty() && place.startsWith(Path.of(root))) {
        return true;
      }
    }
    for (Path above = place; above != null; above = above.getParent()) {
      var last = above.getFileName();
      if ((last != null && isCloudName(last.toString())) || hasCloudFile(above)) {
        return true;
      }
    }
    return false;
  }

  /** OneDrive adds the organisation's name to its folder, and Dropbox does too. */
  private static boolean isCloudName(String folder) {
    var name = folder.toLowerCase(Locale.ROOT);
    return CLOUD_NAMES.stream()
        .anyMatch(
            cloud ->
                name.equals(cloud)
                    || name.startsWith(cloud + " - ")
                    || name.startsWith(cloud + " ("));
  }

  private static boolean hasCloudFile(Path folder) {
    return CLOUD_FILES.stream().anyMatch(name -> Files.exists(folder.resolve(name)));
  }

  private static boolean isNetwork(Path place) {
    if (place.toString().startsWith("\\\\")) {
      return true; // \\server\share
    }
    for (Path above = place; above != null; above = above.getParent()) {
      if (Files.exists(above)) {
        try {
          return isNetworkType(Files.getFileStore(above).type());
        } catch (IOException e) {
          return false; // a disk that cannot say what it is
        }
      }
    }
    return false;
  }

  static boolean isNetworkType(String type) {
    var name = type.toLowerCase(Locale.ROOT);
    return NETWORK_TYPES.stream()
        .anyMatch(network -> name.startsWith(network) || name.startsWith("fuse." + network));
  }
}
