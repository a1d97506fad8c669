package no.samsyn.app;

import java.io.IOException;
import java.util.function.Supplier;
import no.samsyn.sync.Reply;
import no.samsyn.sync.Transport;

/** A way to the server that is built when it is first used. Thread-safe as its supplier is. */
final class LazyTransport implements Transport {
  private final Supplier<Transport> way;

  LazyTransport(Supplier<Transport> way) {
    this.way = way;
  }

  @Override
  public Reply<PushAnswer> push(PushRequest request) throws IOException {
    return way.get().push(request);
  }

  @Override
  public Reply<ChangesPage> changes(ChangesRequest request) throws IOException {
    return way.get().changes(request);
  }

  @Override
  public Reply<SnapshotPage> snapshot(SnapshotRequest request) throws IOException {
    return way.get().snapshot(request);
  }

  @Override
  public Reply<TrailSegment> trail(TrailRequest request) throws IOException {
    return way.get().trail(request);
  }

  /** Asked when a run begins: an address that cannot be used stops it before anything is frozen. */
  @Override
  public long bytesMoved() {
    return way.get().bytesMoved();
  }
}
