package no.samsyn.console;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import no.samsyn.audit.BundleVerdict;
import no.samsyn.audit.BundleVerifier;
import no.samsyn.audit.Bytes32;
import no.samsyn.audit.ChainHead;
import no.samsyn.audit.Pins;

/** Verifies an export file. Needs no store and no server. Stateless. */
public final class BundleCheck {
  private BundleCheck() {}

  /** A head that somebody knows from elsewhere: an entry and the hash up to it. */
  public record HeadPin(long index, Bytes32 hash) {
    /** Reads {@code N:HASH}, or throws IllegalArgumentException. */
    public static HeadPin of(String text) {
      var colon = text.indexOf(':');
      if (colon < 1) {
        throw new IllegalArgumentException("no colon");
      }
      var index = Long.parseLong(text.substring(0, colon));
      if (index < 1) {
        throw new IllegalArgumentException("entries count from 1");
      }
      return new HeadPin(index, Bytes32.ofHex(text.substring(colon + 1)));
    }

    public static HeadPin of(ChainHead head) {
      return new HeadPin(head.index(), head.hash());
    }

    @Override
    public String toString() {
      return index + ":" + hash.hex();
    }
  }

  /**
   * Reads the file once; with pinned heads a second time, because only a verified file says whose
   * trail it is.
   */
  public static BundleVerdict verify(Path file, Set<String> keyIds, List<HeadPin> heads) {
    var keysOnly = new Pins(keyIds, List.of());
    var verdict = verify(file, keysOnly);
    if (heads.isEmpty() || !(verdict instanceof BundleVerdict.Verified verified)) {
      return verdict;
    }
    var tenant = verified.manifest().head().tenant();
    var pinned = new ArrayList<ChainHead>();
    heads.forEach(head -> pinned.add(new ChainHead(tenant, head.index(), head.hash())));
    return verify(file, new Pins(keyIds, pinned));
  }

  private static BundleVerdict verify(Path file, Pins pins) {
    try (InputStream in = Files.newInputStream(file)) {
      return new BundleVerifier(pins).verify(in);
    } catch (NoSuchFileException e) {
      return new BundleVerdict.Unreadable("there is no such file");
    } catch (IOException e) {
      return new BundleVerdict.Unreadable("the file cannot be opened");
    }
  }
}
