package no.samsyn.sync;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Function;

/** A store whose parts fail at the n-th call of a transaction, as a full disk would. */
final class FailingAfter implements SyncStore {
  private final SyncStore real;
  private final int failAt;
  private int calls;

  FailingAfter(SyncStore real, int failAt) {
    this.real = real;
    this.failAt = failAt;
  }

  boolean failsAt(Runnable work) {
    try {
      work.run();
      return false;
    } catch (StoreException expected) {
      return true;
    }
  }

  @Override
  public <T> T inTransaction(Durability durability, Function<Tx, T> work) {
    return real.inTransaction(durability, tx -> work.apply(wrap(Tx.class, tx)));
  }

  @Override
  public void onCommit(CommitListener listener) {
    real.onCommit(listener);
  }

  private <T> T wrap(Class<T> type, T part) {
    var proxy =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              if (type != Tx.class && ++calls == failAt) {
                throw new StoreException(StoreException.Kind.DISK_FULL, "the disk is full");
              }
              try {
                var result = method.invoke(part, arguments);
                return type == Tx.class ? wrapPart(method.getReturnType(), result) : result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
    return type.cast(proxy);
  }

  private Object wrapPart(Class<?> type, Object part) {
    return wrapCast(type, part);
  }

  private <T> T wrapCast(Class<T> type, Object part) {
    return wrap(type, type.cast(part));
  }
}
