package no.samsyn.sync;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import no.samsyn.audit.ChainLink;
import no.samsyn.audit.SignedCheckpoint;
import no.samsyn.audit.TrailKey;
import no.samsyn.model.Authorship;
import no.samsyn.model.Problem;
import no.samsyn.model.ServerRecord;
import no.samsyn.model.Value;

/**
 * The way to the server. Blocking; called by one thread at a time; no transaction is open
 * meanwhile.
 *
 * <p>A call either gets an answer, which is a value even where it is a refusal, or throws {@link
 * IOException}: then nobody knows whether the server got it.
 */
public interface Transport {

  Reply<PushAnswer> push(PushRequest request) throws IOException;

  Reply<ChangesPage> changes(ChangesRequest request) throws IOException;

  Reply<SnapshotPage> snapshot(SnapshotRequest request) throws IOException;

  /** Asks for links of the server's audit chain: devices are its witnesses. */
  Reply<TrailSegment> trail(TrailRequest request) throws IOException;

  /** Returns how many bytes of requests and answers went over the wire since this was made. */
  long bytesMoved();

  /**
   * What every request says about its sender.
   *
   * @param landmark the word of the farthest place of the server's past that it was shown; empty if
   *     none
   */
  record Sender(String device, long unsent, String landmark) {}

  /**
   * A push.
   *
   * @param ackedThrough every own mutation up to this device sequence number is settled here
   * @param cursor where this device stands in the feed; empty for nowhere
   * @param mutations frozen wire forms, in order
   */
  record PushRequest(
      Sender sender, String epoch, String cursor, long ackedThrough, List<Sealed> mutations) {
    public PushRequest {
      mutations = List.copyOf(mutations);
    }
  }

  /** A mutation that can no longer change: its id and its wire form. */
  record Sealed(String id, String wireForm) {
    @Override
    public String toString() {
      return "Sealed[" + id + "]"; // the form holds personal values
    }
  }

  /**
   * What the server says of a push.
   *
   * @param cursor an advanced cursor where nothing but this push happened since the one presented,
   *     else empty
   * @param results one for each mutation, none twice; checked by the engine
   * @param landmark how far the server had come when it answered; as in all answers
   * @param checkpoint the newest of the organisation's trail, not checked yet; as in all answers
   */
  record PushAnswer(
      String epoch,
      Instant serverTime,
      long commitSeq,
      String cursor,
      boolean budgetExhausted,
      List<ItemResult> results,
      Landmark landmark,
      Optional<SignedCheckpoint> checkpoint) {
    public PushAnswer {
      results = List.copyOf(results);
    }
  }

  record ChangesRequest(Sender sender, String cursor, int limit) {}

  record ChangesPage(
      String epoch,
      Instant serverTime,
      List<ServerRecord> records,
      String cursor,
      boolean more,
      Landmark landmark,
      Optional<SignedCheckpoint> checkpoint) {
    public ChangesPage {
      records = List.copyOf(records);
    }
  }

  /** Asks for the page named {@code page}; empty for the first. */
  record SnapshotRequest(Sender sender, String page, int limit) {}

  /**
   * One page of a snapshot.
   *
   * @param next names the next page; empty on the last
   * @param cursor where the feed goes on after the last page; empty before
   */
  record SnapshotPage(
      String epoch,
      Instant serverTime,
      List<ServerRecord> records,
      String next,
      String cursor,
      Landmark landmark,
      Optional<SignedCheckpoint> checkpoint) {
    public SnapshotPage {
      records = List.copyOf(records);
    }

    public boolean isLast() {
      return next.isEmpty();
    }
  }

  /** Asks for at most {@code limit} links of the chain after entry {@code after}. */
  record TrailRequest(Sender sender, long after, int limit) {}

  /**
   * A stretch of the organisation's audit chain. Links hold codes and digests only.
   *
   * @param links without gaps, the first one next to the entry that was named; none where the chain
   *     ends there
   * @param checkpoint the newest there is, which may lie before or behind the last link
   * @param keys all that have ever signed for this organisation, by what the server says
   */
  record TrailSegment(
      List<ChainLink> links, Optional<SignedCheckpoint> checkpoint, List<TrailKey> keys) {
    public TrailSegment {
      links = List.copyOf(links);
      keys = List.copyOf(keys);
    }
  }

  /** What the server says of one mutation. */
  sealed interface ItemResult {
    String id();

    /** Done; {@code record} is what is stored now. A repeated id gets this again. */
    record Applied(String id, ServerRecord record, boolean replayed) implements ItemResult {}

    /** The author saw an older version than {@code current}. Nothing was changed. */
    record Conflict(String id, ServerRecord current, List<FieldSince> since) implements ItemResult {
      public Conflict {
        since = List.copyOf(since);
      }
    }

    /** Never, as it is. */
    record Rejected(String id, String code, String sentence, List<Problem> problems)
        implements ItemResult {
      public Rejected {
        problems = List.copyOf(problems);
      }
    }

    /** The server had no time; the same id again later. */
    record Deferred(String id) implements ItemResult {}

    /** Not applied because of {@code by}, the mutation that it follows or that shares its group. */
    record Blocked(String id, String by) implements ItemResult {}
  }

  /**
   * One field that somebody changed since the base of a conflicting mutation. {@link Value#absent}
   * on either side says that the field was not there, {@link Value#nothing} is an explicit null.
   *
   * @param before what it was at the base, so that the base record can be rebuilt from the current
   *     one
   * @param value what it is now
   */
  record FieldSince(String field, Value before, Value value, long version, Authorship authorship) {
    @Override
    public String toString() {
      return "FieldSince[" + field + ", version " + version + "]"; // values are personal
    }
  }
}
