package no.samsyn.console;

import java.util.ArrayList;
import java.util.List;
import no.samsyn.model.Schemas;
import no.samsyn.sync.Account;
import no.samsyn.sync.DeviceFacts;
import no.samsyn.sync.SyncStore;
import no.samsyn.sync.SyncStore.Durability;
import no.samsyn.sync.WitnessFacts;

/** Examines store and disk in words. What is asked of the server comes from {@link ServerCheck}. */
public final class Doctor {
  private static final long MEGABYTE = 1_048_576;
  private static final long FREE_MIN = 200 * MEGABYTE; // a mirror of 100,000 records, twice

  private final SyncStore store;
  private final Schemas schemas;
  private final ServerCheck server;

  public Doctor(SyncStore store, Schemas schemas, ServerCheck server) {
    this.store = store;
    this.schemas = schemas;
    this.server = server;
  }

  /** Tests the way to the server step by step. Never throws. */
  @FunctionalInterface
  public interface ServerCheck {
    List<Check> run();
  }

  /** Goes the whole round; {@code freeBytes} is what the disk of the store has left. */
  public List<Check> run(long freeBytes) {
    var checks = new ArrayList<Check>();
    checks.add(disk(freeBytes));
    checks.add(store());
    checks.add(account());
    checks.add(trail());
    checks.addAll(server.run());
    return checks;
  }

  /** Says whether {@code freeBytes} are enough. */
  public static Check disk(long freeBytes) {
    var free = freeBytes / MEGABYTE + " MB are free on the disk.";
    return freeBytes >= FREE_MIN
        ? Check.ok("disk", free)
        : Check.failed("disk", "Only " + free, "Free some space before it is full.");
  }

  private Check store() {
    return store.inTransaction(
        Durability.FORCED, // a write that is forced proves that the disk takes it
        tx -> {
          var records = 0L;
          for (var schema : schemas.all()) {
            records += tx.mirror().countOnServer(schema.name());
          }
          return Check.ok(
              "store",
              "The store can be read: "
                  + records
                  + " records, "
                  + tx.outbox().size()
                  + " not sent, "
                  + tx.deadLetters().size()
                  + " need you.");
        });
  }

  private Check account() {
    var facts =
        store.inTransaction(
            Durability.RELAXED,
            tx ->
                new DeviceFacts(tx.facts())
                    .account()
                    .map(Account::user)
                    .map(user -> user + " at " + new DeviceFacts(tx.facts()).server())
                    .orElse(""));
    return facts.isEmpty()
        ? Check.skipped("account", "Nobody has signed in to this store yet.")
        : Check.ok("account", "The store belongs to " + facts + ".");
  }

  private Check trail() {
    return store.inTransaction(
        Durability.RELAXED,
        tx -> {
          var facts = new WitnessFacts(tx.facts());
          var alarm = facts.alarm();
          if (alarm.isPresent()) {
            return Check.failed(
                "audit-trail", AuditAlarms.sentence(alarm.get().kind().code()), AuditAlarms.ADVICE);
          }
          return facts
              .witness()
              .map(
                  witness ->
                      Check.ok(
                          "audit-trail",
                          "The server's audit trail goes on from what this device saw, up to entry "
                              + witness.last().checkpoint().head().index()
                              + "."))
              .orElseGet(
                  () -> Check.skipped("audit-trail", "The server has shown no signed trail yet."));
        });
  }
}
