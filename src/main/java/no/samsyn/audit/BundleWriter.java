package no.samsyn.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import no.samsyn.model.Value;

/**
 * Writes an export: one ZIP file of checkpoints, entries, and last the signed manifest.
 *
 * <p>Is handed every entry of its range, in order, and decides by the filter which of them it shows
 * and by the profile how: what is exported is what the filter shows. Constant memory for any number
 * of entries. It checks as it writes that the entries lead to the last checkpoint and that values
 * open their commitments, so that no wrong export leaves in good faith. Not thread-safe; an export
 * that was not finished is no export: write to a file of another name, force it, then rename it.
 */
public final class BundleWriter implements AutoCloseable {
  static final String CHECKPOINTS = "checkpoints.json";
  static final String ENTRIES = "entries.jsonl";
  static final String MANIFEST = "manifest.json";

  private static final byte[] LINE_END = {'\n'};

  /** What the one who exports asks for. {@code filter} is in clear in either profile. */
  public record Request(
      ChainHead before, Profile profile, AuditFilter filter, String tool, String zone) {}

  private final PartsWriter parts;
  private final Request request;
  private final BundleHeader header;
  private final Pseudonyms pseudonyms;
  private final CheckpointSigner signer;
  private final ChainHead target;
  private final HashChain chain;
  private final Tally tally = new Tally();
  private final Map<String, Manifest.PartDigest> digests = new TreeMap<>();

  /**
   * Begins an export of all entries after {@code request.before()} up to the last checkpoint.
   *
   * @param checkpoints those in the range, in order; the last one by {@code signer}
   * @param keys the keys of all checkpoints
   */
  public BundleWriter(
      OutputStream out,
      Request request,
      Pseudonyms pseudonyms,
      List<SignedCheckpoint> checkpoints,
      List<TrailKey> keys,
      CheckpointSigner signer)
      throws IOException {
    this.request = request;
    this.pseudonyms = pseudonyms;
    this.signer = signer;
    var part = new Checkpoints(checkpoints, keys);
    var fault = part.faultFor(request.before());
    if (!fault.isEmpty() || !part.last().keyId().equals(signer.key().id())) {
      throw new IllegalArgumentException(
          "the last checkpoint must be signed with the export's key; " + fault);
    }
    this.target = part.last().checkpoint().head();
    this.chain = HashChain.from(request.before());
    this.header =
        new BundleHeader(
            request.before(),
            request.profile(),
            request.profile() == Profile.CONTROL
                ? request.filter().under(pseudonyms)
                : request.filter());
    this.parts = new PartsWriter(out);
    begin(part);
  }

  private void begin(Checkpoints part) throws IOException {
    parts.begin(CHECKPOINTS);
    writeLine(part.canonical());
    digests.put(CHECKPOINTS, parts.end());
    parts.begin(ENTRIES);
    writeLine(CanonicalJson.of(header.toValue()));
  }

  /**
   * Takes the next entry, with what is left to open it. Returns what is shown of it; nothing where
   * the filter leaves it out.
   */
  public Optional<ShownEntry> add(SealedEntry sealed) throws IOException {
    var link = sealed.entry().link();
    if (!chain.continuesWith(link)) {
      throw new IOException("the trail has a gap before entry " + link.index());
    }
    chain.append(link);
    var asked =
        request.filter().matches(link, sealed.text(Committed.ACTOR), sealed.text(Committed.RECORD));
    if (!asked) {
      tally.leftOut(false);
      writeLine(new BundleLine.LeftOut(link).canonical());
      return Optional.empty();
    }
    requireOpening(sealed);
    var shown =
        request.profile() == Profile.CONTROL
            ? ShownEntry.control(sealed, pseudonyms)
            : ShownEntry.full(sealed);
    tally.shown(shown);
    var line = new BundleLine.Shown(shown).canonical();
    if (line.length > BundleReader.LINE_MAX) {
      throw new IOException("entry " + link.index() + " is too long: " + line.length + " bytes");
    }
    writeLine(line);
    return Optional.of(shown);
  }

  private static void requireOpening(SealedEntry sealed) throws IOException {
    var commitments = sealed.entry().particulars().commitments();
    for (var open : sealed.open().entrySet()) {
      var commitment = commitments.get(open.getKey());
      if (commitment == null || !open.getValue().opens(commitment)) {
        throw new IOException(
            "entry "
                + sealed.entry().index()
                + ": what is stored as "
                + open.getKey()
                + " is not what was committed to");
      }
    }
  }

  private void writeLine(byte[] line) throws IOException {
    parts.write(line);
    parts.write(LINE_END);
  }

  /** Writes the manifest and the end of the file, which stays open. */
  public Manifest finish(Instant now) throws IOException {
    if (!chain.head().equals(target)) {
      throw new IOException("the trail does not lead to its checkpoint at entry " + target.index());
    }
    digests.put(ENTRIES, parts.end());
    var manifest =
        new Manifest(
            header,
            target,
            tally.counts(),
            digests,
            new Manifest.Made(now, request.tool(), request.zone(), signer.key().id()));
    parts.begin(MANIFEST);
    writeLine(signed(manifest));
    parts.end();
    parts.finish();
    return manifest;
  }

  private byte[] signed(Manifest manifest) {
    var signature = signer.signature(signedBytes(manifest));
    return CanonicalJson.of(
        new Value.Structure(
            Map.of(
                "manifest", manifest.toValue(),
                "signature", Value.text(Bytes32.hex(signature)))));
  }

  /** Returns the bytes that are signed: 0x03 and the canonical manifest. */
  static byte[] signedBytes(Manifest manifest) {
    var canonical = CanonicalJson.of(manifest.toValue());
    var bytes = new byte[1 + canonical.length];
    bytes[0] = Digests.MANIFEST;
    System.arraycopy(canonical, 0, bytes, 1, canonical.length);
    return bytes;
  }

  /** Returns the name that a file of this range should have. */
  public static String fileName(Manifest manifest) {
    return fileName(manifest.header().before(), manifest.head());
  }

  /** Returns the name that a file of the entries after {@code before} to {@code last} has. */
  public static String fileName(ChainHead before, ChainHead last) {
    return before.tenant() + "-" + (before.index() + 1) + "-" + last.index() + ".samsyn-audit.zip";
  }

  @Override
  public void close() {
    parts.close();
  }
}
