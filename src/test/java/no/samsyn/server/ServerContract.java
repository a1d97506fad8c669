package no.samsyn.server;

import static org.assertj.core.api.Assertions.assertThat;

import no.samsyn.model.Fields;
import no.samsyn.model.Value;
import no.samsyn.server.store.Database;
import no.samsyn.wire.PushJson;
import no.samsyn.wire.RecordJson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A small organisation on a new database for each test. */
abstract class ServerContract {
  private Database database;
  TestOrganisation org;

  abstract Database newDatabase();

  @BeforeEach
  void open() {
    database = newDatabase();
    org = new TestOrganisation(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  Database database() {
    return database;
  }

  PushJson.Result created(TestDevice device, TestDevice mentor) {
    var result = device.push(device.create("activity", device.key(), org.activity(mentor))).only();
    assertThat(result.status()).isEqualTo("applied");
    return result;
  }

  RecordJson activityOf(TestDevice mentor) {
    return created(mentor, mentor).record();
  }

  String contactOf(TestDevice mentor) {
    var key = mentor.key();
    mentor.push(mentor.create("contact", key, contactFields(mentor))).allApplied();
    return key;
  }

  static Fields contactFields(TestDevice mentor) {
    return Fields.of("peer_mentor", Value.text(mentor.mentorKey())).with("display_name", "Åse");
  }
}
