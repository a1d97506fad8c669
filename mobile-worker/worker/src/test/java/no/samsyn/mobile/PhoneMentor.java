package no.samsyn.mobile;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import no.samsyn.sync.SyncEngine;
import no.samsyn.testkit.ManualTime;

/** On a phone: the library, its worker's run, and SQLite. No pause is waited for. */
final class PhoneMentor implements StoryMentor {
  private final PhoneRig rig;
  private final String server;
  private final Path files;
  private final ManualTime time;
  private final Samsyn phone;

  PhoneMentor(PhoneRig rig, String server, Path files) {
    this(rig, server, files, new ManualTime());
  }

  private PhoneMentor(PhoneRig rig, String server, Path files, ManualTime time) {
    this.rig = rig.with(time);
    this.time = time;
    this.server = server;
    this.files = files;
    this.phone = rig.phone(server, files, new NotedWakeUps());
  }

  PhoneMentor signIn() {
    phone.signIn(PhoneRig.OLA, PhoneRig.PASSWORD);
    return this;
  }

  @Override
  public String add(String date, long minutes, String place) {
    return PhoneRig.keyOf(
        phone.addAnyway(
            "activity",
            Map.of(
                "peer_mentor",
                phone.ownMentor(),
                "type",
                PhoneRig.anyType(phone),
                "date",
                date,
                "minutes",
                minutes,
                "place",
                place)));
  }

  @Override
  public void change(String key, String field, Object value) {
    var unused = PhoneRig.keyOf(phone.change("activity", key, Map.of(field, value), List.of()));
  }

  @Override
  public void delete(String key) {
    var unused = PhoneRig.keyOf(phone.delete("activity", key));
  }

  /** Some time after the last one. */
  @Override
  public void sync() {
    time.advance(Duration.ofMinutes(2));
    var unused = phone.background().execute("story", SyncEngine.Trigger.NOW);
  }

  @Override
  public long unsent() {
    return phone.status().unsent() + phone.status().needsYou();
  }

  @Override
  public StoryMentor startedAgainOn(Path copy) {
    return new PhoneMentor(rig, server, copy, time);
  }

  @Override
  public Path files() {
    return files;
  }

  @Override
  public void close() {
    phone.close();
  }
}
