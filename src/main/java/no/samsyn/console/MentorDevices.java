package no.samsyn.console;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import no.samsyn.sync.DeviceList;
import no.samsyn.sync.Reply;

/**
 * When the devices of mentors were last heard of, and what they said is not sent: whoever has work
 * on a phone that does not sync is not silent, but stuck. Asks the server. Thread-safe.
 */
public final class MentorDevices {
  private final DeviceList devices;

  public MentorDevices(DeviceList devices) {
    this.devices = devices;
  }

  /** All devices of one mentor: the newest sync, and the sum of what is not sent. */
  public record Heard(Instant lastSync, long unsent) {
    Heard with(DeviceList.Seen seen) {
      var later = seen.lastSync().isAfter(lastSync) ? seen.lastSync() : lastSync;
      return new Heard(later, unsent + seen.unsent());
    }
  }

  /**
   * What the server told.
   *
   * @param answered whether it did; a mentor asks in vain, and offline nobody knows
   */
  public record Told(Map<String, Heard> byMentor, boolean answered) {
    public static final Told NOTHING = new Told(Map.of(), false);

    public Told {
      byMentor = Map.copyOf(byMentor);
    }
  }

  public Told ask() {
    Reply<List<DeviceList.Seen>> reply;
    try {
      reply = devices.all();
    } catch (IOException | Trouble e) {
      return Told.NOTHING; // offline, or signed out: the rest of the screen stands
    }
    if (!(reply instanceof Reply.Answer<List<DeviceList.Seen>> answer)) {
      return Told.NOTHING;
    }
    var heard = new TreeMap<String, Heard>();
    for (var seen : answer.body()) {
      if (!seen.peerMentor().isEmpty()) {
        var before = heard.getOrDefault(seen.peerMentor(), new Heard(Instant.EPOCH, 0));
        heard.put(seen.peerMentor(), before.with(seen));
      }
    }
    return new Told(heard, true);
  }
}
