package no.samsyn.e2e;

import java.io.IOException;
import java.util.function.Predicate;
import no.samsyn.sync.Reply;
import no.samsyn.sync.Transport;

/**
 * A way to the server that loses the answers of chosen calls after the server has done its work.
 */
final class Disturbed implements Transport {
  private final Transport real;
  private final Predicate<Integer> losesAnswer;
  private int calls;

  Disturbed(Transport real, Predicate<Integer> losesAnswer) {
    this.real = real;
    this.losesAnswer = losesAnswer;
  }

  private <T> Reply<T> maybeLost(Reply<T> answer) throws IOException {
    if (losesAnswer.test(++calls)) {
      throw new IOException("the answer is lost");
    }
    return answer;
  }

  @Override
  public long bytesMoved() {
    return real.bytesMoved();
  }

  @Override
  public Reply<PushAnswer> push(PushRequest request) throws IOException {
    return maybeLost(real.push(request));
  }

  @Override
  public Reply<ChangesPage> changes(ChangesRequest request) throws IOException {
    return maybeLost(real.changes(request));
  }

  @Override
  public Reply<SnapshotPage> snapshot(SnapshotRequest request) throws IOException {
    return maybeLost(real.snapshot(request));
  }

  @Override
  public Reply<TrailSegment> trail(TrailRequest request) throws IOException {
    return maybeLost(real.trail(request));
  }
}
