package no.samsyn.app;

import java.net.URI;
import java.util.List;
import no.samsyn.console.Trouble;
import no.samsyn.console.Workplaces.Where;
import no.samsyn.sync.DeviceFacts;
import no.samsyn.sync.SyncStore;
import no.samsyn.sync.SyncStore.Durability;

/**
 * Where a store's server is found. A store stays with its host for good: tokens and health data go
 * to the organisation where they belong, whatever is typed. Thread-safe.
 */
final class AddressOfServer {
  private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");

  private final SyncStore store;
  private final Where where;
  private volatile String wanted;

  AddressOfServer(SyncStore store, Where where) {
    this.store = store;
    this.where = where;
    this.wanted = where.server();
  }

  /** Returns the address that holds now; empty where none is known. */
  String current() {
    return wanted.isEmpty() ? known() : wanted;
  }

  private String known() {
    return store.inTransaction(Durability.RELAXED, tx -> new DeviceFacts(tx.facts()).server());
  }

  /**
   * Returns the address that holds now.
   *
   * @throws Trouble if none is known, or the store belongs to another server
   */
  String required() {
    var address = current();
    if (address.isEmpty()) {
      throw Trouble.wrongUse(
          "no-server", "No server is known yet. Name it: --server https://samsyn.example.org");
    }
    requireOwn(address);
    return address;
  }

  /**
   * From now on the server is found at {@code address}, also after the next start.
   *
   * @throws Trouble if it is no usable address, or another server's; then nothing has changed
   */
  void move(String address) {
    var checked = LinkToServer.checked(address.strip()).toString();
    requireOwn(checked);
    store.inTransaction(
        Durability.FORCED,
        tx -> {
          new DeviceFacts(tx.facts()).setServer(checked);
          return true;
        });
    wanted = checked;
  }

  private void requireOwn(String address) {
    var known = known();
    if (!known.isEmpty() && !isSameHost(known, address)) {
      throw Trouble.failed(
          "other-server",
          "The store in "
              + where.data()
              + " belongs to the server "
              + known
              + ". Choose another folder for "
              + address
              + " with --data.");
    }
  }

  /** The port may change, as behind a test proxy; this computer is one host by all its names. */
  private static boolean isSameHost(String known, String wanted) {
    var a = host(known);
    var b = host(wanted);
    return a.equalsIgnoreCase(b) || (LOOPBACK.contains(a) && LOOPBACK.contains(b));
  }

  private static String host(String address) {
    try {
      var host = URI.create(address.trim()).getHost();
      return host == null ? address : host;
    } catch (IllegalArgumentException e) {
      return address; // what it lacks is said where addresses are checked
    }
  }
}
