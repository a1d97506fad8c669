package no.samsyn.server.feed;

import java.time.Instant;
import java.util.ArrayList;
import no.samsyn.server.scope.Caller;
import no.samsyn.server.scope.Refusal;
import no.samsyn.server.scope.Role;
import no.samsyn.server.store.Database;
import no.samsyn.server.store.Devices;
import no.samsyn.wire.ServiceJson;

/**
 * {@code GET devices}: when the devices of mentors in the caller's units last synced, and what they
 * say is unsent. Thread-safe.
 */
public final class DevicesHandler {
  private static final int DEVICES_MAX = 10_000;

  private final Database database;

  public DevicesHandler(Database database) {
    this.database = database;
  }

  public ServiceJson.Devices devices(Caller caller) {
    if (caller.is(Role.MENTOR)) {
      throw Refusal.forbidden();
    }
    var devices = new ArrayList<ServiceJson.Device>();
    for (var listed : database.read(tx -> Devices.list(tx, caller, DEVICES_MAX))) {
      devices.add(
          new ServiceJson.Device(
              listed.device(),
              listed.account(),
              listed.peerMentor().isEmpty() ? null : listed.peerMentor(),
              Instant.ofEpochMilli(listed.seen().lastSync()).toString(),
              listed.seen().unsent()));
    }
    return new ServiceJson.Devices(devices);
  }
}
