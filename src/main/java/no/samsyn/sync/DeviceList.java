package no.samsyn.sync;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

/**
 * What the server knows of the devices of those whose reports a person looks after. Blocking; asked
 * by a person's screen, never by a run.
 */
public interface DeviceList {
  /** Returns the devices in the account's scope. */
  Reply<List<Seen>> all() throws IOException;

  /**
   * One device.
   *
   * @param peerMentor the key of its owner's record; empty for an owner who is no mentor
   * @param lastSync by the server's clock
   * @param unsent as the device said then
   */
  record Seen(String device, String user, String peerMentor, Instant lastSync, long unsent) {}
}
