package no.samsyn.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import no.samsyn.model.Fields;
import no.samsyn.model.Value;
import no.samsyn.server.core.ServerCore;
import no.samsyn.server.scope.Caller;
import no.samsyn.server.store.Database;

/**
 * A server without HTTP and a small organisation in it: units north and south, mentors Ola and Nora
 * in the north, Siv in the south, a coordinator for each, an administrator.
 */
final class TestOrganisation {
  static final String ORG = ServerCore.ORGANISATION;

  final ManualTime time = new ManualTime();
  final Database database;
  final ServerCore core;
  final TestDevice admin;
  final TestDevice north;
  final TestDevice south;
  final TestDevice ola;
  final TestDevice nora;
  final TestDevice siv;
  final String type;

  TestOrganisation(Database database) {
    this.database = database;
    this.core = ServerCore.over(database, time, new SeededChance(7));
    this.admin = device("admin", Caller.administrator(ORG, "admin"));
    this.type = admin.key();
    admin.push(admin.create("activity_type", type, typeFields())).allApplied();
    this.ola = mentor("ola", "north");
    this.nora = mentor("nora", "north");
    this.siv = mentor("siv", "south");
    this.north = device("nina", Caller.coordinator(ORG, "nina", Set.of("north")));
    this.south = device("sara", Caller.coordinator(ORG, "sara", Set.of("south")));
  }

  private TestDevice mentor(String user, String unit) {
    var key = admin.key();
    var result = admin.push(admin.create("peer_mentor", key, mentorFields(user, unit))).only();
    var caller = Caller.mentor(ORG, user, result.record().serverId());
    return new TestDevice(core, time, caller, key);
  }

  TestDevice device(String name, Caller caller) {
    return new TestDevice(core, time, caller, "");
  }

  /** Returns all records of the table, as text that tells everything about them. */
  List<String> dump(String sql) {
    return new ArrayList<>(database.read(tx -> tx.list(sql, row -> row.getString(1))));
  }

  long count(String sql) {
    return database.read(tx -> tx.one(sql, row -> row.getLong(1)).orElse(-1L));
  }

  Fields activity(TestDevice mentor) {
    return Fields.of("peer_mentor", Value.text(mentor.mentorKey()))
        .with("type", type)
        .with("date", "2026-11-19")
        .with("minutes", 60)
        .with("place", "Bodø");
  }

  static Fields mentorFields(String user, String unit) {
    return Fields.of("display_name", Value.text("Mentor " + user))
        .with("unit", unit)
        .with("account", user)
        .with("active", Value.flag(true));
  }

  static Fields typeFields() {
    return Fields.of("code", Value.text("visit"))
        .with("name_nb", "Besøk")
        .with("name_nn", "Besøk")
        .with("name_en", "Visit")
        .with("active", Value.flag(true));
  }
}
