package no.samsyn.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import no.samsyn.app.TestTerminal.Result;
import no.samsyn.console.ServerHouse;
import no.samsyn.model.Fields;
import no.samsyn.model.Value;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands as a person runs them, against a practice server in the same process. */
class CommandsTest {
  @TempDir static Path serverFolder;
  private static ServerHouse.Running server;
  private static String mentor = "";
  private static String type = "";

  @TempDir Path folder;
  private TestTerminal terminal;

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
  void freshTerminal() {
    terminal = new TestTerminal(folder);
  }

  private Result run(String... words) {
    return terminal.run(words);
  }

  private void signIn(String user) {
    var words =
        new String[] {
          "login",
          "--user",
          user,
          "--server",
          server.address(),
          "--data",
          data(user),
          "--password-stdin",
          "--json"
        };
    var account = terminal.type("practice\n", words);
    assertThat(account.code()).as(account.out()).isZero();
    if (user.equals("ola")) {
      mentor = account.json().text("peerMentor");
    }
    assertThat(run("sync", "--data", data(user)).code()).isZero();
    if (type.isEmpty()) {
      type = firstKey(run("list", "activity_type", "--json", "--data", data(user)));
    }
  }

  private String data(String user) {
    return folder.resolve(user).toString();
  }

  private static String firstKey(Result listed) {
    return rows(listed).items().get(0) instanceof Value.Structure row
        ? row.member("key").asText()
        : "";
  }

  private static Value.Items rows(Result listed) {
    return (Value.Items) listed.json().get("rows");
  }

  private static Value first(Result listed, String member) {
    return ((Value.Structure) rows(listed).items().get(0)).member(member);
  }

  private Result addContact(String name) {
    return run(
        "add",
        "contact",
        "--json",
        "--data",
        data("ola"),
        "--set",
        "peer_mentor=" + mentor,
        "--set",
        "display_name=" + name);
  }

  private static void hasError(Result result, int code, String word) {
    assertThat(result.code()).as(result.out()).isEqualTo(code);
    var error = (Value.Structure) result.json().get("error");
    assertThat(error.member("code").asText()).isEqualTo(word);
    assertThat(error.member("sentence").asText()).isNotEmpty().doesNotContain("Exception", "\n");
  }

  @Test
  void aSaveIsUnsentUntilASyncAndTheNamesInJsonAreTheContract() {
    signIn("ola");
    var key = addContact("Åse").json().text("key");
    var status = run("status", "--json", "--data", data("ola")).json();
    assertThat(status.names())
        .contains(
            "state", "unsent", "needsYou", "inReview", "lastInSync", "nextRun", "nextRunBecause");
    assertThat(status.get("unsent")).isEqualTo(Value.whole(1));
    var waiting = run("outbox", "list", "--json", "--data", data("ola"));
    assertThat(((Value.Structure) rows(waiting).items().get(0)).members().keySet())
        .contains(
            "mutation", "entity", "key", "op", "state", "attempts", "lastError", "nextAttempt");
    assertThat(first(waiting, "state")).isEqualTo(Value.text("waiting"));

    var report = run("sync", "--json", "--data", data("ola"));

    assertThat(report.code()).isZero();
    assertThat(report.json().names())
        .contains(
            "sent",
            "accepted",
            "conflicts",
            "rejected",
            "left",
            "pulled",
            "startedBecause",
            "stoppedBecause",
            "durationMs");
    assertThat(report.json().get("accepted")).isEqualTo(Value.whole(1));
    var shown = run("show", "contact", key, "--json", "--data", data("ola")).json();
    assertThat(shown.names()).containsExactly("fields", "key", "serverId", "state", "version");
    assertThat(shown.text("state")).isEqualTo("synced");
  }

  @Test
  void whatPeopleSeeIsMaskedUntilTheyAskForIt() {
    signIn("ola");
    var key = addContact("Blåklokke").json().text("key");
    var words = new String[] {"show", "contact", key, "--data", data("ola")};
    assertThat(run(words).out()).contains("•••").doesNotContain("Blåklokke");
    assertThat(run("show", "contact", key, "--reveal", "--data", data("ola")).out())
        .contains("Blåklokke");
  }

  @Test
  void whatARuleSettlesNeedsNobody() {
    signIn("ola");
    signIn("kari");
    var key = addContact("Åse").json().text("key");
    run("sync", "--data", data("ola"));
    run("sync", "--data", data("kari"));
    run("edit", "contact", key, "--set", "municipality=Bodø", "--data", data("kari"));
    assertThat(run("sync", "--data", data("kari")).code()).isZero();
    run("edit", "contact", key, "--set", "municipality=Oslo", "--data", data("ola"));

    var report = run("sync", "--json", "--data", data("ola"));

    assertThat(report.code()).isZero();
    assertThat(report.json().get("conflicts")).isEqualTo(Value.whole(1));
    var waiting = run("outbox", "list", "--json", "--data", data("ola"));
    assertThat(waiting.json().get("total")).isEqualTo(Value.whole(0));
    run("sync", "--data", data("kari"));
    assertThat(run("show", "contact", key, "--data", data("kari")).out()).contains("Oslo");
    assertThat(run("verify", "--json", "--data", data("ola")).json().get("same"))
        .isEqualTo(Value.flag(true));
  }

  @Test
  void signingOutWithUnsentWorkNeedsAChoiceAndLosesNothing() {
    signIn("ola");
    addContact("Åse");
    hasError(run("logout", "--json", "--data", data("ola")), 1, "unsent-work");
    assertThat(run("logout", "--keep-unsent", "--data", data("ola")).code()).isZero();
    hasError(run("sync", "--verbose", "--json", "--server", "ftp://x", "--data", data("ola")));
    hasError(run("list", "contact", "--json", "--data", data("ola")), 4, "sign-in-needed");
    var wrong =
        terminal.type(
            "guess\n",
            "login",
            "--user",
            "ola",
            "--password-stdin",
            "--json",
            "--data",
            data("ola"));
    hasError(wrong, 4, "wrong-password");
    var other =
        terminal.type(
            "practice\n",
            "login",
            "--user",
            "kari",
            "--password-stdin",
            "--json",
            "--data",
            data("ola"));
    hasError(other, 1, "other-account");
    signIn("ola");
    assertThat(run("status", "--json", "--data", data("ola")).json().get("unsent"))
        .isEqualTo(Value.whole(0));
  }

  private static void hasError(Result signedOut) {
    assertThat(signedOut.code()).isEqualTo(4);
    assertThat(signedOut.json().text("stoppedBecause")).isEqualTo("sign-in-needed");
  }

  @Test
  void rebuildingTakesTheMirrorAnewAndKeepsWhatIsOnlyHere() {
    signIn("ola");
    var key = addContact("Åse").json().text("key");
    assertThat(run("rebuild", "--data", data("ola")).code()).isZero();
    assertThat(run("show", "contact", key, "--data", data("ola")).code()).isZero();
    assertThat(run("verify", "--data", data("ola")).code()).isZero();
  }

  @Test
  void anExportHoldsTheContentOfWhatIsNotOnTheServer() throws IOException {
    signIn("ola");
    addContact("Blåklokke");
    var file = folder.resolve("export.json");
    var words = new String[] {"outbox", "export", "--file", file.toString(), "--data", data("ola")};
    assertThat(run(words).code()).isZero();
    assertThat(Files.readString(file, StandardCharsets.UTF_8)).contains("Blåklokke");
    assertThat(run(words).code()).isEqualTo(1);
    var printed = run("outbox", "export", "--data", data("ola")).json();
    assertThat(((Value.Items) printed.get("rows")).items()).hasSize(1);
  }

  @Test
  void badInputGetsOneSentenceAndTheRightExitCode() throws IOException {
    signIn("ola");
    var data = data("ola");
    hasError(run("list", "activty", "--json", "--data", data), 2, "unknown-entity");
    hasError(run("list", "activity", "--limit", "0", "--json", "--data", data), 2, "out-of-range");
    hasError(run("show", "contact", "nobody", "--json", "--data", data), 1, "not-found");
    hasError(run("add", "contact", "--json", "--data", data), 1, "required");
    hasError(run("bogus", "--json"), 2, "usage");
    hasError(run("list", "contact", "--json", "--data", data("new")), 4, "sign-in-needed");
    hasError(run("status", "--json", "--data", data("new")), 4, "sign-in-needed");
    hasError(run("--json"), 2, "usage");
    hasError(run("--json", "status", "--data", data("new")), 4, "sign-in-needed");
    var file = Files.createFile(folder.resolve("file")).toString();
    hasError(run("status", "--json", "--data", file), 1, "not-a-store");
    Files.write(folder.resolve("ola").resolve("store.mv.db"), new byte[] {1, 2, 3});
    hasError(run("status", "--json", "--data", data), 1, "not-a-store");
  }

  @Test
  void aServerThatIsNotThereIsSaidAndNothingIsLost() throws IOException {
    signIn("ola");
    addContact("Åse");
    int nobody;
    try (var door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = door.getLocalPort();
    }
    var report =
        run("sync", "--json", "--server", "http://127.0.0.1:" + nobody, "--data", data("ola"));
    assertThat(report.code()).isEqualTo(3);
    assertThat(report.json().text("stoppedBecause")).isEqualTo("offline");
    assertThat(report.json().get("left")).isEqualTo(Value.whole(1));
    var elsewhere =
        run("sync", "--json", "--server", "https://samsyn.invalid", "--data", data("ola"));
    hasError(elsewhere, 1, "other-server");
    assertThat(run("sync", "--data", data("ola")).code()).isZero();
  }

  @Test
  void theDoctorSaysInWordsWhereItEnds() {
    signIn("ola");
    var healthy = run("doctor", "--data", data("ola"));
    assertThat(healthy.code()).as(healthy.out()).isZero();
    assertThat(healthy.out()).contains("ok    store").contains("The server knows who you are");
    assertThat(run("doctor", "--json", "--data", data("nowhere")).json()).isNotEqualTo(Fields.NONE);
  }

  @Test
  void helpNamesEveryCommand() {
    var help = run("--help");
    assertThat(help.code()).isZero();
    help.out()
        .lines()
        .dropWhile(line -> !line.startsWith("Commands:"))
        .skip(1)
        .filter(line -> line.matches("  [a-z].*"))
        .map(line -> line.strip().split(" ", 2)[0])
        .forEach(name -> assertThat(run(name, "--help").out()).as(name).contains("samsyn " + name));
    assertThat(run("review", "--help").out()).contains("resolve", "undo", "defer", "restore");
    assertThat(run("policy", "--help").out()).contains("list", "set", "reset", "try");
    assertThat(run("server", "user", "--help").code()).isZero();
    assertThat(run("--json", "--help").code()).isZero();
    assertThat(help.out())
        .contains(
            "server", "login", "logout", "status", "sync", "list", "show", "add", "edit", "delete",
            "outbox", "review", "policy", "verify", "rebuild", "doctor", "demo", "console");
  }

  @Test
  void theScheduleIsShownSetAndRefusedInWords() {
    signIn("ola");
    var usual = run("schedule", "--data", data("ola"));
    assertThat(usual.out()).contains("A run every 15m").contains("after 1s, doubling up to 1m");
    var set =
        run(
            "schedule",
            "--period",
            "5m",
            "--in-run",
            "2s..30s",
            "--breaker-after",
            "5",
            "--json",
            "--data",
            data("ola"));
    assertThat(set.code()).as(set.out()).isZero();
    var kept = run("schedule", "--json", "--data", data("ola")).json();
    assertThat(kept.text("period")).isEqualTo("PT5M");
    assertThat(((Value.Structure) kept.get("inRun")).member("max").asText()).isEqualTo("PT30S");
    assertThat(run("schedule", "--data", data("ola")).out()).contains("after 5 failing runs");
    hasError(
        run("schedule", "--period", "2h", "--json", "--data", data("ola")), 2, "not-a-schedule");
    hasError(
        run("schedule", "--period", "soon", "--json", "--data", data("ola")), 2, "not-a-length");
    hasError(run("schedule", "--breaker", "5m", "--json", "--data", data("ola")), 2, "not-a-range");
    assertThat(run("schedule", "--reset", "--data", data("ola")).out()).contains("every 15m");
  }
}
