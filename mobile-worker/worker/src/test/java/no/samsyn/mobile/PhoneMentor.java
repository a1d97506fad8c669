package no.samsyn.mobile;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import no.samsyn.sync.SyncEngine;

/** On a phone: the library, its worker's run, and SQLite. */
final class PhoneMentor implements StoryMentor {
  private final PhoneRig rig;
  private final String server;
  private final Path files;
  private final Samsyn phone;

  PhoneMentor(PhoneRig rig, String server, Path files) {
    this.rig = rig;
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

  @Override
  public void sync() {
    var unused = phone.background().execute("story", SyncEngine.Trigger.NOW);
  }

  @Override
  public long unsent() {
    return phone.status().unsent() + phone.status().needsYou();
  }

  @Override
  public StoryMentor startedAgainOn(Path copy) {
    return new PhoneMentor(rig, server, copy);
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
