package no.samsyn.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import no.samsyn.app.TestTerminal.Result;
import no.samsyn.console.ServerHouse;
import no.samsyn.json.Json;
import no.samsyn.model.Fields;
import no.samsyn.model.Value;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two coordinators and a mentor on three data folders write about the same activities, and decide:
 * all by commands, against a real server, whose own database is asked what came of it.
 */
class ConflictTripIT {
  private static final List<String> USERS = List.of("ola", "kari", "per");

  @TempDir static Path serverFolder;
  private static ServerHouse.Running server;

  @TempDir Path folder;
  private TestTerminal terminal;
  private String mentor = "";
  private String type = "";

  @BeforeAll
  static void startServer() {
    var wish = new ServerHouse.Wish(serverFolder.resolve("srv"), 0, true, "");
    server = new TestTerminal(serverFolder).servers().start(wish);
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @BeforeEach
  void signAllIn() {
    terminal = new TestTerminal(folder);
    USERS.forEach(this::signIn);
  }

  private void signIn(String user) {
    var words = new ArrayList<>(List.of("login", "--user", user, "--password-stdin", "--json"));
    words.addAll(List.of("--server", server.address(), "--data", data(user)));
    var account = terminal.type("practice\n", words.toArray(new String[0]));
    assertThat(account.code()).as(account.out()).isZero();
    if (user.equals("ola")) {
      mentor = account.json().text("peerMentor");
    }
    sync(user, 0);
    if (type.isEmpty()) {
      var types = json(user, 0, "list", "activity_type", "--sort", "code", "--limit", "1");
      type = rows(types).get(0).text("key");
    }
  }

  private String data(String user) {
    return folder.resolve(user).toString();
  }

  private Result run(String user, String... words) {
    var all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--data", data(user)));
    return terminal.run(all.toArray(new String[0]));
  }

  private Fields json(String user, int code, String... words) {
    var all = new ArrayList<>(List.of(words));
    all.add("--json");
    var result = run(user, all.toArray(new String[0]));
    assertThat(result.code()).as("%s %s", List.of(words), result.out()).isEqualTo(code);
    return result.json();
  }

  private void sync(String user, int code) {
    var report = json(user, code, "sync");
    assertThat(report.text("stoppedBecause")).isEqualTo("finished");
  }

  private void syncAll() {
    USERS.forEach(user -> run(user, "sync"));
  }

  private static List<Fields> rows(Fields document) {
    return items(document, "rows");
  }

  private static List<Fields> items(Fields document, String name) {
    var items = new ArrayList<Fields>();
    for (var item : ((Value.Items) document.get(name)).items()) {
      items.add(new Fields(((Value.Structure) item).members()));
    }
    return items;
  }

  private static Fields member(Fields document, String name) {
    return new Fields(((Value.Structure) document.get(name)).members());
  }

  /** An activity that everybody has, on a day of its own. */
  private String shared(String date, String... more) {
    var key = add("ola", date, 30, more);
    syncAll();
    return key;
  }

  private String add(String user, String date, long minutes, String... more) {
    var words = new ArrayList<>(List.of("add", "activity", "--set", "peer_mentor=" + mentor));
    words.addAll(List.of("--set", "type=" + type, "--set", "date=" + date));
    words.addAll(List.of("--set", "minutes=" + minutes));
    for (var each : more) {
      words.addAll(List.of("--set", each));
    }
    return json(user, 0, words.toArray(new String[0])).text("key");
  }

  private void edit(String user, String key, String... assignments) {
    var words = new ArrayList<>(List.of("edit", "activity", key));
    for (var each : assignments) {
      words.addAll(List.of("--set", each));
    }
    json(user, 0, words.toArray(new String[0]));
  }

  private String reviewOf(String user, String record) {
    var found =
        rows(json(user, 0, "review", "list", "--limit", "1000")).stream()
            .filter(row -> row.text("record").equals(record))
            .toList();
    assertThat(found).as("reviews of " + user).hasSize(1);
    return found.get(0).text("key");
  }

  private Fields shown(String user, String record) {
    return member(json(user, 0, "show", "activity", record), "fields");
  }

  private void sameEverywhere() {
    for (var user : USERS) {
      assertThat(json(user, 0, "verify").get("same")).isEqualTo(Value.flag(true));
    }
  }

  /** What the server's own database says of a record; no version where it was deleted. */
  private static Fields onServer(String key) throws SQLException {
    var url = "jdbc:h2:file:" + serverFolder.resolve("srv").resolve("samsyn-server");
    try (var connection =
            DriverManager.getConnection(
                url + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0", "samsyn", "");
        var query =
            connection.prepareStatement(
                "select body, deleted from record where record_key = ? and entity = ?")) {
      query.setString(1, key);
      query.setString(2, "activity");
      try (var found = query.executeQuery()) {
        assertThat(found.next()).as("record on the server").isTrue();
        return found.getBoolean("deleted")
            ? Fields.NONE
            : Json.parseFields(found.getString("body"));
      }
    }
  }

  private static Map<String, Value> told(Fields record) {
    var told = new TreeMap<String, Value>();
    for (var name : List.of("minutes", "note", "place", "theme")) {
      told.put(name, record.get(name));
    }
    return told;
  }

  private static Map<String, Value> told(long minutes, String note, String place, String theme) {
    var record = Fields.of("minutes", Value.whole(minutes));
    record = note.isEmpty() ? record : record.with("note", note);
    record = place.isEmpty() ? record : record.with("place", place);
    return told(theme.isEmpty() ? record : record.with("theme", theme));
  }

  /** Kari reports for Ola while Ola edits himself, both offline; Ola's device is the later one. */
  private String contested(String date) {
    return contested(date, "jobb");
  }

  private String contested(String date, String theme) {
    var record = shared(date, "note=kort", "place=Tromsø");
    edit("kari", record, "minutes=60", "note=Karis ord", "theme=" + theme);
    edit("ola", record, "minutes=45", "note=Olas ord", "place=Alta");
    sync("kari", 0);
    sync("ola", 5);
    sync("kari", 0);
    sync("per", 0);
    return record;
  }

  @Test
  void oneDecidesFieldByFieldTheOtherIsToldAndTheMentorSeesWhatCameOfIt() throws Exception {
    var record = contested("2026-03-01");
    var review = reviewOf("kari", record);
    assertThat(reviewOf("per", record)).isEqualTo(review);
    assertThat(shown("ola", record).get("minutes")).isEqualTo(Value.whole(60));
    var sheet = json("per", 0, "review", "show", review);
    assertThat(member(member(sheet, "sides"), "mine").text("label"))
        .isEqualTo("mentor Ola Nordmann");
    assertThat(member(member(sheet, "sides"), "theirs").text("label"))
        .isEqualTo("coordinator kari for Ola Nordmann");
    assertThat(items(sheet, "fields").stream().limit(4))
        .extracting(field -> field.text("name") + " " + field.text("state"))
        .containsExactly(
            "minutes contested", "note contested", "place only-mine", "theme only-theirs");
    assertThat(items(sheet, "fields").get(0).get("before")).isEqualTo(Value.whole(30));
    assertThat(items(sheet, "fields").get(2).text("before")).isEqualTo("Tromsø");
    var words = run("kari", "review", "show", review).out();
    assertThat(words).contains("45 min, 15 more", "mentor Ola Nordmann (mine)", "•••");
    assertThat(words).doesNotContain("Olas ord");
    assertThat(run("kari", "review", "show", review, "--reveal").out())
        .contains("Olas ord", "[-kort-]{+Olas ord+}");

    var left = json("kari", 2, "review", "resolve", review, "--take", "minutes=mine");
    assertThat(member(left, "error").text("code")).isEqualTo("undecided-fields");
    json("per", 0, "review", "resolve", review, "--all", "theirs");
    json(
        "kari",
        0,
        "review",
        "resolve",
        review,
        "--take",
        "minutes=mine",
        "--take",
        "note=free text",
        "--seen",
        "2");
    sync("kari", 0);
    sync("per", 5);
    sync("ola", 0);

    var decided = told(45, "free text", "Alta", "jobb");
    assertThat(told(onServer(record))).isEqualTo(decided);
    assertThat(told(shown("ola", record))).isEqualTo(decided);
    assertThat(told(shown("per", record))).isEqualTo(decided);
    var lost = rows(json("per", 0, "outbox", "list")).get(0);
    assertThat(lost.text("lastError")).contains("did not count", "decided");
    var both = json("per", 0, "review", "show", review);
    assertThat(both.text("decidedBy")).isEqualTo("kari");
    assertThat(both.text("outcome")).isEqualTo("merged");
    assertThat(items(both, "lostDecisions").get(0).text("outcome")).isEqualTo("theirs");
    assertThat(run("per", "review", "show", review).out())
        .contains("Decision that stands: kari", "Your decision of this device did not count");
    json("per", 0, "outbox", "discard", lost.text("mutation"));
    sameEverywhere();

    undoneAndReopened(record, review, decided);
  }

  private void undoneAndReopened(String record, String review, Map<String, Value> decided)
      throws SQLException {
    json("per", 0, "review", "undo", review);
    sync("per", 0);
    syncAll();
    assertThat(told(onServer(record))).isEqualTo(told(60, "Karis ord", "Tromsø", "jobb"));
    assertThat(json("ola", 0, "show", "activity", record).text("state")).isEqualTo("in-review");
    json(
        "kari",
        0,
        "review",
        "resolve",
        review,
        "--take",
        "minutes=mine",
        "--take",
        "note=free text");
    json("kari", 0, "review", "reopen", review);
    sync("kari", 0);
    syncAll();
    assertThat(told(onServer(record))).as("reopening changes no record").isEqualTo(decided);
    assertThat(reviewOf("per", record)).isEqualTo(review);
    json("per", 0, "review", "restore", review, "--side", "theirs");
    sync("per", 0);
    assertThat(told(onServer(record)).get("note")).isEqualTo(Value.text("Karis ord"));
    syncAll();
    sameEverywhere();
  }

  @Test
  void ofAnEditAndADeleteTheEditIsKeptAsARecordOfItsOwn() throws Exception {
    var record = shared("2026-03-02", "note=kort");
    edit("ola", record, "minutes=45");
    json("kari", 0, "delete", "activity", record);
    sync("kari", 0);
    sync("ola", 5);
    syncAll();
    var review = reviewOf("per", record);
    assertThat(json("per", 2, "review", "resolve", review, "--take", "minutes=mine").names())
        .containsExactly("error");

    var kept = json("per", 0, "review", "resolve", review, "--keep-edit").text("created");
    sync("per", 0);
    syncAll();

    assertThat(onServer(record)).isEqualTo(Fields.NONE);
    assertThat(told(onServer(kept))).isEqualTo(told(45, "kort", "", ""));
    assertThat(shown("ola", kept).get("minutes")).isEqualTo(Value.whole(45));
    sameEverywhere();
  }

  @Test
  void keepingBothMakesTwoActivitiesOfTwoVersions() throws Exception {
    var record = contested("2026-03-03");
    var made =
        json("kari", 0, "review", "resolve", reviewOf("kari", record), "--both").text("created");
    sync("kari", 0);
    syncAll();
    assertThat(told(onServer(record))).isEqualTo(told(60, "Karis ord", "Tromsø", "jobb"));
    assertThat(told(onServer(made))).isEqualTo(told(45, "Olas ord", "Alta", ""));
    sameEverywhere();
  }

  @Test
  void whatTwoDevicesFindToldTwiceIsOneReview() throws Exception {
    var own = add("ola", "2026-03-04", 60);
    var proxy = add("kari", "2026-03-04", 75);
    sync("ola", 0);
    syncAll();
    syncAll();
    var review = reviewOf("kari", own);
    assertThat(reviewOf("ola", own)).isEqualTo(review);
    var again =
        json(
            "per",
            5,
            "add",
            "activity",
            "--set",
            "peer_mentor=" + mentor,
            "--set",
            "type=" + type,
            "--set",
            "date=2026-03-04",
            "--set",
            "minutes=70");
    assertThat(items(again, "lookAlikes"))
        .extracting(row -> row.text("key"))
        .containsExactlyInAnyOrder(own, proxy);
    assertThat(rows(json("per", 0, "outbox", "list"))).isEmpty();

    json("per", 0, "review", "resolve", review, "--duplicate", "keep=theirs");
    sync("per", 0);
    syncAll();

    assertThat(onServer(proxy)).isEqualTo(Fields.NONE);
    assertThat(onServer(own).get("minutes")).isEqualTo(Value.whole(60));
    sameEverywhere();
  }

  @Test
  void whatABulkPreviewShowsIsDoneAndItsUndoRestoresEveryField() throws Exception {
    var records = new ArrayList<String>();
    for (var day = 10; day < 13; day++) {
      records.add(contested("2026-03-" + day, "mange"));
    }
    var before = new TreeMap<String, Fields>();
    for (var record : records) {
      before.put(record, onServer(record));
    }
    var bulk =
        new String[] {
          "review",
          "resolve",
          "--where",
          "mentor=" + mentor,
          "--where",
          "note=Karis ord",
          "--where",
          "theme=mange",
          "--rule",
          "mine-if-mentor"
        };
    var preview = json("kari", 0, with(bulk, "--preview"));
    assertThat(rows(json("kari", 0, "outbox", "list"))).isEmpty();

    var done = json("kari", 0, bulk);

    assertThat(done.get("items")).isEqualTo(preview.get("items"));
    assertThat(items(done, "items"))
        .extracting(item -> item.text("record"))
        .containsExactlyInAnyOrderElementsOf(records);
    assertThat(preview.get("dropsText")).isEqualTo(Value.whole(3));
    assertThat(preview.get("dropsMentorText")).isEqualTo(Value.whole(0));
    sync("kari", 0);
    syncAll();
    for (var item : items(done, "items")) {
      var after = onServer(item.text("record"));
      for (var change : member(item, "changes").values().entrySet()) {
        var shown = ((Value.Structure) change.getValue()).member("after");
        assertThat(after.get(change.getKey()).isPresent()).isEqualTo(shown.isPresent());
        assertThat(shown.isPresent() ? after.get(change.getKey()) : shown).isEqualTo(shown);
      }
    }
    assertThat(told(onServer(records.get(0)))).isEqualTo(told(45, "Olas ord", "Alta", ""));

    var undone = json("per", 0, "review", "undo", done.text("batch"));

    assertThat(undone.get("undone")).isEqualTo(Value.whole(3));
    sync("per", 0);
    for (var record : records) {
      assertThat(onServer(record)).isEqualTo(before.get(record));
    }
    syncAll();
    sameEverywhere();
  }

  private static String[] with(String[] words, String last) {
    var all = new ArrayList<>(List.of(words));
    all.add(last);
    return all.toArray(new String[0]);
  }

  @Test
  void anAdministratorsRuleHoldsOnEveryDeviceAndAnotherIsTriedOnThePast() throws IOException {
    contested("2026-03-05");
    var file = folder.resolve("policy.json");
    Files.writeString(
        file, "{\"activity\":[\"merge-fields\",\"server-wins\"]}", StandardCharsets.UTF_8);
    var tried = json("ola", 0, "policy", "try", "--file", file.toString(), "--since", "2000-01-01");
    assertThat(tried.get("total")).isEqualTo(Value.whole(1));
    var row = rows(tried).get(0);
    assertThat(row.text("done")).isEqualTo("review");
    assertThat(row.text("would")).isEqualTo("kept-theirs");

    signIn("admin");
    assertThat(json("kari", 1, "policy", "set", "expense", "server-wins").names())
        .containsExactly("error");
    json("admin", 0, "policy", "set", "expense", "server-wins");
    sync("admin", 0);
    syncAll();
    var expense = new ArrayList<>(List.of("add", "expense", "--set", "peer_mentor=" + mentor));
    expense.addAll(List.of("--set", "kind=car", "--set", "date=2026-03-05"));
    expense.addAll(List.of("--set", "amount_ore=100", "--set", "km=1"));
    var key = json("ola", 0, expense.toArray(new String[0])).text("key");
    syncAll();
    json("kari", 0, "edit", "expense", key, "--set", "km=2");
    json("ola", 0, "edit", "expense", key, "--set", "km=3");
    sync("kari", 0);
    run("ola", "sync");

    assertThat(json("ola", 0, "status").get("unsent")).isEqualTo(Value.whole(0));
    var seen = member(json("ola", 0, "show", "expense", key), "fields");
    assertThat(seen.get("km")).isEqualTo(Value.whole(2));
    json("admin", 0, "policy", "reset", "expense");
    sync("admin", 0);
    sync("ola", 0);
    var rule =
        rows(json("ola", 0, "policy", "list")).stream()
            .filter(each -> each.text("entity").equals("expense"))
            .findFirst()
            .orElseThrow();
    assertThat(rule.text("source")).isEqualTo("default");
  }
}
