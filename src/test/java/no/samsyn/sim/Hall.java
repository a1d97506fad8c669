package no.samsyn.sim;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import no.samsyn.json.MutationJson;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.Fields;
import no.samsyn.model.Mutation;
import no.samsyn.model.Op;
import no.samsyn.model.RecordId;
import no.samsyn.model.Uuid7;
import no.samsyn.model.Value;
import no.samsyn.server.auth.PasswordCost;
import no.samsyn.server.auth.UserAdmin;
import no.samsyn.server.core.ServerCore;
import no.samsyn.server.scope.Caller;
import no.samsyn.server.scope.Role;
import no.samsyn.server.store.Database;
import no.samsyn.testkit.ManualTime;
import no.samsyn.testkit.SeededChance;
import no.samsyn.wire.PushJson;

/**
 * A server's database in memory that one world after the other uses: making one costs more than a
 * whole seed. Holds the picture of a small organisation, which each world begins with.
 */
final class Hall implements AutoCloseable {
  static final String PASSWORD = "everybody knows it";
  static final String STRANGE = "x_from_a_newer_program";
  static final String STRANGE_VALUE = "kept-for-ever";

  /** Statements are kept; results are not, because what they depend on is asked each time. */
  private static final String QUICK = ";QUERY_CACHE_SIZE=256;OPTIMIZE_REUSE_RESULTS=0";

  private static final String TABLES =
      """
      select lower(table_name)
      from information_schema.tables
      where table_schema = 'PUBLIC' and table_type = 'BASE TABLE'
      order by table_name
      """;

  final Database database;
  final Map<String, String> mentors = new LinkedHashMap<>();
  final RecordId type;
  final RecordId contact;
  final RecordId activity;
  private final String url;
  private final List<String> tables;
  private final Image image;
  private final SeededChance chance = new SeededChance(1);
  private final ManualTime time = new ManualTime();
  private final Caller admin = Caller.administrator(ServerCore.ORGANISATION, "admin");
  private int seq;

  /** All rows of all tables at one moment. */
  record Image(Map<String, List<Object[]>> rows) {}

  Hall() {
    var name = "sim-" + UUID.randomUUID();
    url = "jdbc:h2:mem:" + name;
    database = Database.inMemory(name + QUICK);
    var core = ServerCore.over(database, time, chance);
    type =
        create(
            core,
            "activity_type",
            Fields.of("code", Value.text("visit"))
                .with("name_nb", "Besøk")
                .with("name_nn", "Besøk")
                .with("name_en", "Visit")
                .with("active", Value.flag(true)));
    mentors.put("ola", mentor(core, "ola"));
    mentors.put("nora", mentor(core, "nora"));
    contact =
        create(
            core,
            "contact",
            owned("ola").with("display_name", "shared-contact").with(STRANGE, STRANGE_VALUE));
    activity =
        create(
            core,
            "activity",
            owned("ola")
                .with("type", type.key())
                .with("date", "2026-11-01")
                .with("minutes", 60)
                .with(STRANGE, STRANGE_VALUE));
    var users = core.users(ServerCore.ORGANISATION, "operator", PasswordCost.TRIFLING);
    mentors.forEach((user, key) -> add(users, user, Role.MENTOR, List.of(), key));
    add(users, "kari", Role.COORDINATOR, List.of("north"), "");
    add(users, "per", Role.COORDINATOR, List.of("north"), "");
    tables = database.read(tx -> tx.list(TABLES, row -> row.getString(1)));
    image = picture();
  }

  private static void add(
      UserAdmin users, String name, Role role, List<String> units, String peerMentor) {
    users.add(new UserAdmin.NewUser(name, name, role, units, peerMentor), PASSWORD);
  }

  private String mentor(ServerCore core, String user) {
    return create(
            core,
            "peer_mentor",
            Fields.of("display_name", Value.text("Mentor " + user))
                .with("unit", "north")
                .with("account", user)
                .with("active", Value.flag(true)))
        .key();
  }

  private Fields owned(String user) {
    return Fields.of("peer_mentor", Value.text(mentors.get(user)));
  }

  private RecordId create(ServerCore core, String entity, Fields fields) {
    var key = Uuid7.mint(time.now(), chance);
    seq++;
    var mutation =
        new Mutation(
            Uuid7.mint(time.now(), chance),
            "desk-of-admin",
            seq,
            new Mutation.Target(entity, Op.CREATE, key),
            Mutation.Basis.NEW,
            FieldChanges.between(Fields.NONE, fields),
            new Mutation.Evidence("admin", "", time.now(), 0, 1),
            Mutation.Links.NONE);
    var request =
        new PushJson.Request(
            1, 1, "desk-of-admin", null, null, null, 0, 0, List.of(MutationJson.of(mutation)));
    var answer = core.push().push(admin, request);
    if (!"applied".equals(answer.results().get(0).status())) {
      throw new IllegalStateException("not applied: " + answer);
    }
    return new RecordId(entity, key);
  }

  /** Puts the organisation back as it was in the beginning. */
  void reset() {
    restore(image);
  }

  Image picture() {
    var rows = new LinkedHashMap<String, List<Object[]>>();
    try (var connection = connection()) {
      for (var table : tables) {
        rows.put(table, rowsOf(connection, table));
      }
      return new Image(rows);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Object[]> rowsOf(Connection connection, String table) throws SQLException {
    var rows = new ArrayList<Object[]>();
    try (var statement = connection.createStatement();
        var result = statement.executeQuery("table " + table)) {
      var columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        var row = new Object[columns];
        for (var i = 0; i < columns; i++) {
          row[i] = result.getObject(i + 1);
        }
        rows.add(row);
      }
    }
    return rows;
  }

  void restore(Image to) {

    try (var connection = connection()) {
      connection.setAutoCommit(false);
      for (var table : tables) {
        fill(connection, table, to.rows.get(table));
      }
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void fill(Connection connection, String table, List<Object[]> rows)
      throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.executeUpdate("delete from " + table);
    }
    if (rows.isEmpty()) {
      return;
    }
    var marks = "?" + ", ?".repeat(rows.get(0).length - 1);
    try (var insert =
        connection.prepareStatement("insert into " + table + " values (" + marks + ")")) {
      for (var row : rows) {
        for (var i = 0; i < row.length; i++) {
          insert.setObject(i + 1, row[i]);
        }
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** Runs a statement of the operator's, or of a planted bug's. */
  int execute(String sql) {
    try (var connection = connection();
        var statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  long number(String sql) {
    return database.read(tx -> tx.one(sql, row -> row.getLong(1)).orElse(0L));
  }

  private Connection connection() throws SQLException {
    return DriverManager.getConnection(url, "samsyn", "");
  }

  @Override
  public void close() {
    database.close();
  }
}
