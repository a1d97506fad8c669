package no.samsyn.audit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * Says of an export whether it is what it claims to be. Needs nothing but the file, and believes
 * more the more is pinned.
 *
 * <p>Fails closed: anything unexpected is {@link BundleVerdict.Bad} or {@link
 * BundleVerdict.Unreadable}, never an exception. Reads the file once, in constant memory and in
 * time that grows with the entries that verify: a hostile file is left at its first wrong line.
 * Thread-safe.
 */
public final class BundleVerifier {
  /** Is handed each shown entry once it was checked; what it saw counts only if all verified. */
  public interface Sink {
    void shown(ShownEntry entry) throws IOException;
  }

  private final Pins pins;

  public BundleVerifier(Pins pins) {
    this.pins = pins;
  }

  public BundleVerdict verify(InputStream in) {
    return answer(in, entry -> {});
  }

  /** Verifies, handing the shown entries on; throws only what {@code sink} throws. */
  public BundleVerdict verify(InputStream in, Sink sink) throws IOException {
    try {
      return answer(in, sink);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private BundleVerdict answer(InputStream in, Sink sink) {
    try (var bundle = new BundleReader(in)) {
      return verdict(bundle, sink);
    } catch (BadBundle e) {
      return e.verdict();
    } catch (UnreadableBundle e) {
      return new BundleVerdict.Unreadable(e.reason());
    } catch (IOException e) {
      return new BundleVerdict.Unreadable(
          "reading it failed (" + e.getClass().getSimpleName() + ")");
    }
  }

  private BundleVerdict verdict(BundleReader bundle, Sink sink) throws IOException {
    var checkpoints = bundle.checkpoints();
    var checkpointsDigest = bundle.endPart();
    var header = bundle.header();
    var fault = checkpoints.faultFor(header.before());
    if (!fault.isEmpty()) {
      throw new BadBundle(0, fault);
    }
    var check = new EntriesCheck(header, checkpoints.heads(), pins);
    for (var line = bundle.nextLine(); line.isPresent(); line = bundle.nextLine()) {
      if (check.line(line.get()) instanceof BundleLine.Shown shown) {
        hand(shown.shown(), sink);
      }
    }
    var tally = check.end();
    var digests =
        Map.of(BundleWriter.CHECKPOINTS, checkpointsDigest, BundleWriter.ENTRIES, bundle.endPart());
    var signed = bundle.manifest();
    var manifest = signed.manifest();
    requireKey(manifest, checkpoints, signed.signature());
    if (!manifest.parts().equals(digests)
        || !manifest.header().equals(header)
        || !manifest.head().equals(check.head())
        || !manifest.counts().equals(tally.counts())) {
      throw new BadBundle(0, "the manifest was signed for other content");
    }
    return new BundleVerdict.Verified(
        manifest,
        checkpoints.last(),
        manifest.made().keyId(),
        new ProofWords(manifest, checkpoints.last(), pins).sentences(tally.undecided()));
  }

  private static void hand(ShownEntry shown, Sink sink) {
    try {
      sink.shown(shown);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // the fault of the one who listens, not of the export
    }
  }

  private void requireKey(Manifest manifest, Checkpoints checkpoints, String signature) {
    var keyId = manifest.made().keyId();
    if (!pins.keyIds().isEmpty() && !pins.keyIds().contains(keyId)) {
      throw new BadBundle(0, "it is signed with key " + keyId + ", which is not pinned");
    }
    if (!checkpoints.last().keyId().equals(keyId)) {
      throw new BadBundle(0, "its last checkpoint and its manifest have different keys");
    }
    var verifier = new CheckpointVerifier(checkpoints.keys());
    if (!verifier.verifies(keyId, BundleWriter.signedBytes(manifest), Bytes32.unhex(signature))) {
      throw new BadBundle(0, "the signature of the manifest is wrong");
    }
  }
}
