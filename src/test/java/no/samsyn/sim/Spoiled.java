package no.samsyn.sim;

import java.io.IOException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import no.samsyn.sync.Reply;
import no.samsyn.sync.SyncStore;
import no.samsyn.sync.Transport;

/** Ports with somebody in between who does it wrong. */
final class Spoiled {
  private Spoiled() {}

  /** What a planted bug makes of a call: it may let it through, bend it, or leave it out. */
  interface Spoiler {
    Object call(SyncStore.Tx tx, Call call) throws Throwable;
  }

  /** One call of one part of the store. */
  record Call(Object part, Method method, List<Object> arguments) {
    boolean is(Class<?> type, String name) {
      return type.isInstance(part) && method.getName().equals(name);
    }

    Object proceed() throws Throwable {
      return Parts.proceed(part, method, arguments.toArray());
    }

    Object with(int place, Object argument) throws Throwable {
      var changed = new ArrayList<>(arguments);
      changed.set(place, argument);
      return Parts.proceed(part, method, changed.toArray());
    }
  }

  static SyncStore store(SyncStore inner, Spoiler spoiler) {
    return new SyncStore() {
      @Override
      public <T> T inTransaction(Durability durability, Function<Tx, T> work) {
        return inner.inTransaction(
            durability,
            tx ->
                work.apply(
                    new Parts(
                        tx,
                        (part, method, arguments) ->
                            spoiler.call(
                                tx,
                                new Call(
                                    part,
                                    method,
                                    arguments == null ? List.of() : List.of(arguments))))));
      }

      @Override
      public void onCommit(CommitListener listener) {
        inner.onCommit(listener);
      }
    };
  }

  /** A way to the server that a planted bug overrides where it likes. */
  static class Way implements Transport {
    private final Transport inner;

    Way(Transport inner) {
      this.inner = inner;
    }

    @Override
    public Reply<PushAnswer> push(PushRequest request) throws IOException {
      return inner.push(request);
    }

    @Override
    public Reply<ChangesPage> changes(ChangesRequest request) throws IOException {
      return inner.changes(request);
    }

    @Override
    public Reply<SnapshotPage> snapshot(SnapshotRequest request) throws IOException {
      return inner.snapshot(request);
    }

    @Override
    public Reply<TrailSegment> trail(TrailRequest request) throws IOException {
      return inner.trail(request);
    }

    @Override
    public long bytesMoved() {
      return inner.bytesMoved();
    }
  }
}
