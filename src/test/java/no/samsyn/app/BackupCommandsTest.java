package no.samsyn.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import no.samsyn.app.TestTerminal.Result;
import no.samsyn.console.ServerHouse;
import no.samsyn.model.Value;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Backups, pauses and refused folders by command, against a practice server. */
class BackupCommandsTest {
  @TempDir static Path serverFolder;
  private static ServerHouse.Running server;

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
    var all = new String[words.length + 2];
    System.arraycopy(words, 0, all, 0, words.length);
    all[words.length] = "--data";
    all[words.length + 1] = data().toString();
    return terminal.run(all);
  }

  private Path data() {
    return folder.resolve("ola");
  }

  private int signIn() {
    return terminal
        .type(
            "practice\n",
            "login",
            "--user",
            "ola",
            "--server",
            server.address(),
            "--password-stdin",
            "--data",
            data().toString())
        .code();
  }

  private String addContact(String name) {
    var mentor = first(run("list", "peer_mentor", "--json", "--filter", "account=ola"), "key");
    var added =
        run(
            "add",
            "contact",
            "--set",
            "peer_mentor=" + mentor,
            "--set",
            "display_name=" + name,
            "--json");
    assertThat(added.code()).as(added.out()).isZero();
    return added.json().text("key");
  }

  private static String first(Result listed, String member) {
    var rows = (Value.Items) listed.json().get("rows");
    return ((Value.Structure) rows.items().get(0)).member(member).asText();
  }

  private long contacts() {
    return ((Value.Whole) run("list", "contact", "--json", "--limit", "1").json().get("total"))
        .number();
  }

  private String backUp() {
    var made = run("backup", "now", "--json");
    assertThat(made.code()).as(made.out()).isZero();
    return first(run("backup", "list", "--json"), "name");
  }

  @Test
  void whatWasSentAfterTheBackupIsThereOnceAfterRestoringIt() {
    assertThat(signIn()).isZero();
    run("sync");
    var key = addContact("Åse");
    var backup = backUp();
    run("sync");
    var expected = contacts();
    var later = addContact("Bjørg");
    run("sync");

    var restored = run("backup", "restore", backup);
    assertThat(restored.code()).as(restored.err()).isZero();
    assertThat(restored.out()).contains("is kept as store-kept-");
    assertThat(run("sync").code()).isEqualTo(4);
    assertThat(signIn()).isZero();
    assertThat(run("sync").code()).isZero();

    assertThat(contacts()).isEqualTo(expected + 1);
    assertThat(run("show", "contact", key).code()).isZero();
    assertThat(run("show", "contact", later).code()).isZero();
    var compared = run("verify");
    assertThat(compared.code()).as(compared.out()).isZero();
    assertThat(run("audit", "verify").code()).isZero();
  }

  @Test
  void unsentWorkIsNotLeftBehindUnlessAPersonSaysSo() {
    assertThat(signIn()).isZero();
    run("sync");
    var backup = backUp();
    addContact("Åse");
    var refused = run("backup", "restore", backup, "--json");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.out()).contains("\"unsent-work\"");
    assertThat(run("status", "--json").json().get("unsent")).isEqualTo(Value.whole(1));
    var done = run("backup", "restore", backup, "--leave-unsent", "--json");
    assertThat(done.json().get("leftBehind")).isEqualTo(Value.whole(1));
  }

  @Test
  void withoutABackupThereIsNothingToRestore() {
    assertThat(signIn()).isZero();
    assertThat(run("backup", "list").out()).contains("There is no backup yet");
    assertThat(run("backup", "restore", "store-20260101T000000Z").code()).isEqualTo(2);
  }

  @Test
  void aPauseIsKeptAndAPersonsSyncWorksAllTheSame() {
    assertThat(signIn()).isZero();
    assertThat(run("outbox", "pause", "--json").json().get("paused")).isEqualTo(Value.flag(true));
    assertThat(run("status", "--json").json().text("state")).isEqualTo("paused");
    assertThat(run("sync", "--json").json().text("stoppedBecause")).isEqualTo("finished");
    assertThat(run("outbox", "resume", "--json").json().get("paused")).isEqualTo(Value.flag(false));
    assertThat(run("status", "--json").json().text("state")).isEqualTo("idle");
  }

  @Test
  void aCloudFolderIsRefusedBeforeAnythingIsWrittenThere() {
    var cloud = folder.resolve("OneDrive - Laget").resolve("Samsyn");
    var refused =
        terminal.type(
            "practice\n",
            "login",
            "--user",
            "ola",
            "--server",
            server.address(),
            "--password-stdin",
            "--json",
            "--data",
            cloud.toString());
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.out()).contains("\"cloud-folder\"").contains("OneDrive");
    assertThat(Files.exists(cloud)).isFalse();
  }

  /** Every command that the product promises, in this or another test. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "console",
        "server",
        "login",
        "logout",
        "status",
        "sync",
        "doctor",
        "verify",
        "rebuild",
        "backup",
        "backup list",
        "backup now",
        "backup restore",
        "server user add",
        "server user disable",
        "server user reset",
        "server user list",
        "server erase",
        "list",
        "show",
        "add",
        "edit",
        "delete",
        "outbox list",
        "outbox show",
        "outbox retry",
        "outbox discard",
        "outbox export",
        "outbox pause",
        "outbox resume",
        "review list",
        "review show",
        "review resolve",
        "review reopen",
        "audit list",
        "audit verify",
        "audit export"
      })
  void everyPromisedCommandIsThere(String command) {
    var help = terminal.run((command + " --help").split(" ", -1));
    assertThat(help.code()).isZero();
    assertThat(help.out()).contains("Usage: samsyn " + command.split(" ", -1)[0]);
    assertThat(help.out()).contains(command);
  }
}
