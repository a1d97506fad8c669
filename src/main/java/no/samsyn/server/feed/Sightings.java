package no.samsyn.server.feed;

import no.samsyn.model.Time;
import no.samsyn.server.scope.Caller;
import no.samsyn.server.store.Database;
import no.samsyn.server.store.Devices;
import no.samsyn.server.store.Devices.Sighting;
import no.samsyn.server.store.PlainName;
import no.samsyn.server.store.StoreFailure;

/**
 * Notes when a device was heard of, at most once a minute unless it has news. Thread-safe. Never
 * fails a request: it is a courtesy to coordinators.
 */
final class Sightings {
  private final Database database;
  private final Time time;

  Sightings(Database database, Time time) {
    this.database = database;
    this.time = time;
  }

  void note(Caller caller, Sender sender) {
    var device = sender.device();
    if (!PlainName.matches(device)) {
      return;
    }
    var sighting = new Sighting(device, sender.unsent(), 0);
    var now = time.now();
    try {
      var seen = database.read(tx -> Devices.find(tx, caller, device));
      if (seen.map(before -> before.isStale(sighting, now)).orElse(true)) {
        database.write(
            tx -> {
              Devices.write(tx, caller, Devices.find(tx, caller, device), sighting, now);
              return true;
            });
      }
    } catch (StoreFailure e) {
      if (e.kind() != StoreFailure.Kind.SURPRISE) {
        throw e;
      }
      // Another request of the same device wrote it down.
    }
  }
}
