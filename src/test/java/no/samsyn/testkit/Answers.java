package no.samsyn.testkit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import no.samsyn.sync.Landmark;
import no.samsyn.sync.Reply;
import no.samsyn.sync.Transport.ChangesPage;
import no.samsyn.sync.Transport.ItemResult;
import no.samsyn.sync.Transport.PushAnswer;
import no.samsyn.sync.Transport.SnapshotPage;
import no.samsyn.sync.Transport.TrailSegment;

/** Answers of a well-behaved server, written by hand. */
public final class Answers {
  public static final String EPOCH = "epoch-1";

  private Answers() {}

  public static Reply<SnapshotPage> emptySnapshot() {
    return new Reply.Answer<>(
        new SnapshotPage(
            EPOCH, Instant.EPOCH, List.of(), "", "cursor-1", Landmark.NONE, Optional.empty()));
  }

  public static Reply<ChangesPage> nothingNew() {
    return new Reply.Answer<>(
        new ChangesPage(
            EPOCH, Instant.EPOCH, List.of(), "cursor-2", false, Landmark.NONE, Optional.empty()));
  }

  /** Returns what a server says whose trail has no entry yet. */
  public static Reply<TrailSegment> emptyTrail() {
    return new Reply.Answer<>(new TrailSegment(List.of(), Optional.empty(), List.of()));
  }

  public static PushAnswer of(ItemResult... results) {
    return new PushAnswer(
        EPOCH, Instant.EPOCH, 1, "", false, List.of(results), Landmark.NONE, Optional.empty());
  }
}
