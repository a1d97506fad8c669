package no.samsyn.sim;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import no.samsyn.sync.AckJournal;
import no.samsyn.sync.AuditTrail;
import no.samsyn.sync.DeadLetters;
import no.samsyn.sync.Eraser;
import no.samsyn.sync.Facts;
import no.samsyn.sync.IdMap;
import no.samsyn.sync.Mirror;
import no.samsyn.sync.Outbox;
import no.samsyn.sync.RunHistory;
import no.samsyn.sync.Staging;
import no.samsyn.sync.SyncStore;

/** The parts of a transaction with somebody standing before each of their methods. */
final class Parts implements SyncStore.Tx {
  /** Stands before every call. */
  interface Around {
    Object call(Object part, Method method, Object[] arguments) throws Throwable;
  }

  private final SyncStore.Tx tx;
  private final Around around;
  private final Map<Class<?>, Object> parts = new HashMap<>();

  Parts(SyncStore.Tx tx, Around around) {
    this.tx = tx;
    this.around = around;
  }

  /** Lets the call through. */
  static Object proceed(Object part, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(part, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private <T> T watched(Class<T> type, T part) {
    return type.cast(
        parts.computeIfAbsent(
            type,
            t ->
                Proxy.newProxyInstance(
                    Parts.class.getClassLoader(),
                    new Class<?>[] {type},
                    (proxy, method, arguments) -> around.call(part, method, arguments))));
  }

  @Override
  public Mirror mirror() {
    return watched(Mirror.class, tx.mirror());
  }

  @Override
  public Staging staging() {
    return watched(Staging.class, tx.staging());
  }

  @Override
  public Outbox outbox() {
    return watched(Outbox.class, tx.outbox());
  }

  @Override
  public DeadLetters deadLetters() {
    return watched(DeadLetters.class, tx.deadLetters());
  }

  @Override
  public IdMap idMap() {
    return watched(IdMap.class, tx.idMap());
  }

  @Override
  public AckJournal acknowledged() {
    return watched(AckJournal.class, tx.acknowledged());
  }

  @Override
  public AuditTrail audit() {
    return watched(AuditTrail.class, tx.audit());
  }

  @Override
  public Eraser eraser() {
    return watched(Eraser.class, tx.eraser());
  }

  @Override
  public Facts facts() {
    return watched(Facts.class, tx.facts());
  }

  @Override
  public RunHistory runs() {
    return watched(RunHistory.class, tx.runs());
  }
}
