package no.samsyn.testkit;

import java.io.IOException;
import java.time.Duration;
import no.samsyn.sync.RefusalKind;
import no.samsyn.sync.Reply;
import no.samsyn.sync.Transport;
import org.jspecify.annotations.Nullable;

/** A server that refuses everything in one way, or cannot be reached. */
public final class RefusingTransport implements Transport {
  private final @Nullable RefusalKind kind;
  private final @Nullable IOException failure;
  private int calls;

  private RefusingTransport(@Nullable RefusalKind kind, @Nullable IOException failure) {
    this.kind = kind;
    this.failure = failure;
  }

  public static RefusingTransport always(RefusalKind kind) {
    return new RefusingTransport(kind, null);
  }

  public static RefusingTransport throwing(IOException failure) {
    return new RefusingTransport(null, failure);
  }

  public int calls() {
    return calls;
  }

  @Override
  public long bytesMoved() {
    return 0;
  }

  @Override
  public Reply<PushAnswer> push(PushRequest request) throws IOException {
    return refuse();
  }

  @Override
  public Reply<ChangesPage> changes(ChangesRequest request) throws IOException {
    return kind == RefusalKind.TOO_LARGE ? Answers.nothingNew() : refuse();
  }

  @Override
  public Reply<SnapshotPage> snapshot(SnapshotRequest request) throws IOException {
    return kind == RefusalKind.TOO_LARGE ? Answers.emptySnapshot() : refuse();
  }

  @Override
  public Reply<TrailSegment> trail(TrailRequest request) throws IOException {
    return kind == RefusalKind.TOO_LARGE ? Answers.emptyTrail() : refuse();
  }

  private <T> Reply<T> refuse() throws IOException {
    calls++;
    if (failure != null) {
      throw failure;
    }
    return new Reply.Refusal<>(kind, Duration.ZERO, "test");
  }
}
