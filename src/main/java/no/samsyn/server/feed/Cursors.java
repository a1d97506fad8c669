package no.samsyn.server.feed;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import no.samsyn.audit.Bytes32;
import no.samsyn.server.store.Hashes;
import no.samsyn.server.store.Installation;
import no.samsyn.server.store.Journal;
import no.samsyn.server.store.Organisations.Counters;
import no.samsyn.server.store.Tx;
import no.samsyn.wire.FeedJson;

/**
 * Cursors, page names and landmarks: opaque to devices, sealed so that nobody can make one up.
 * Immutable, thread-safe.
 */
public final class Cursors {
  private static final String CURSOR = "c1"; // held by devices; a new form gets a new word
  private static final String PAGE = "p1";
  private static final String LANDMARK = "l1";
  private static final int HASH_CHARACTERS = 32;
  private static final int MARK_CHARACTERS = 12;
  private static final int SEAL_BYTES = 12;
  private static final int TEXT_MAX = 1_000;

  private final String secret;

  public Cursors(Installation installation) {
    this.secret = installation.cursorSecret();
  }

  /**
   * A place in the feed.
   *
   * @param mark tells the past before {@code seq} from any other past
   */
  public record Cursor(String epoch, String scope, long seq, String mark) {}

  /** A place in a snapshot that began at {@code start}. */
  public record Page(Cursor start, String entity, String afterId) {}

  /**
   * The newest entry of the audit trail, whose hash stands for everything that was committed before
   * it: no other past leads to the same one, however far it has gone since.
   */
  public record Landmark(String epoch, long at, String hash) {
    static Landmark of(Counters counters) {
      return new Landmark(counters.epoch(), counters.auditCount(), beginning(counters.auditHash()));
    }

    boolean isOn(Bytes32 chain) {
      return hash.equals(beginning(chain));
    }

    private static String beginning(Bytes32 chain) {
      return chain.hex().substring(0, HASH_CHARACTERS);
    }
  }

  public static String markAt(Tx tx, String organisation, long seq) {
    return markOf(Journal.mutationAt(tx, organisation, seq));
  }

  public static String markOf(String mutation) {
    return Hashes.sha256Hex(mutation).substring(0, MARK_CHARACTERS);
  }

  public String seal(Cursor cursor) {
    return seal(CURSOR, parts(cursor));
  }

  public String seal(Page page) {
    return seal(PAGE, parts(page.start) + "|" + page.entity + "|" + page.afterId);
  }

  /** Returns the cursor that {@code text} is, unless it is none of ours. */
  public Optional<Cursor> cursor(String text) {
    return open(CURSOR, text).filter(parts -> parts.size() == 4).map(Cursors::cursor);
  }

  public Optional<Page> page(String text) {
    return open(PAGE, text)
        .filter(parts -> parts.size() == 6)
        .map(parts -> new Page(cursor(parts), parts.get(4), parts.get(5)));
  }

  /** Returns the place that {@code counters} stand at, as answers carry it. */
  public FeedJson.Landmark onTheWire(Counters counters) {
    var here = Landmark.of(counters);
    var parts = here.epoch + "|" + here.at + "|" + here.hash;
    return new FeedJson.Landmark(here.at, seal(LANDMARK, parts));
  }

  public Optional<Landmark> landmark(String text) {
    return open(LANDMARK, text)
        .filter(parts -> parts.size() == 3)
        .map(parts -> new Landmark(parts.get(0), Long.parseLong(parts.get(1)), parts.get(2)));
  }

  private static Cursor cursor(List<String> parts) {
    return new Cursor(parts.get(0), parts.get(1), Long.parseLong(parts.get(2)), parts.get(3));
  }

  private static String parts(Cursor cursor) {
    return cursor.epoch + "|" + cursor.scope + "|" + cursor.seq + "|" + cursor.mark;
  }

  private String seal(String kind, String parts) {
    var text = parts.getBytes(StandardCharsets.UTF_8);
    var encoder = Base64.getUrlEncoder().withoutPadding();
    return encoder.encodeToString(text) + "." + encoder.encodeToString(sealOf(kind, parts));
  }

  private Optional<List<String>> open(String kind, String text) {
    var dot = text.indexOf('.');
    if (dot < 0 || text.length() > TEXT_MAX) {
      return Optional.empty();
    }
    try {
      var decoder = Base64.getUrlDecoder();
      var parts = new String(decoder.decode(text.substring(0, dot)), StandardCharsets.UTF_8);
      var seal = decoder.decode(text.substring(dot + 1));
      return MessageDigest.isEqual(seal, sealOf(kind, parts))
          ? Optional.of(List.of(parts.split("\\|", -1)))
          : Optional.empty();
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  private byte[] sealOf(String kind, String parts) {
    var whole = Hashes.hmac(secret, kind + "|" + parts);
    return Arrays.copyOf(whole, SEAL_BYTES);
  }
}
