package no.samsyn.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import no.samsyn.console.AuditAlarms;
import no.samsyn.sync.Account;
import no.samsyn.sync.SyncStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code samsyn status}: how it stands, computed from the store. Starts nothing. */
@Command(name = "status", description = "Say how it stands: not sent, needs you, last in sync.")
final class StatusCommand implements Callable<Integer> {
  private final Surroundings around;
  @Mixin CommonOptions common = new CommonOptions();

  StatusCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    return common.inWorkplace(
        around,
        workplace ->
            answer(
                workplace.sync().status(),
                workplace.signIn().account().map(Account::user).orElse(""),
                workplace.server()));
  }

  private Answer answer(SyncStatus status, String user, String server) {
    var json =
        new Document()
            .with("state", status.state().code())
            .with("unsent", status.unsent())
            .with("needsYou", status.needsYou())
            .with("inReview", status.inReview())
            .withTime("lastInSync", status.lastInSync())
            .withTime("nextRun", status.nextRun())
            .withText("nextRunBecause", status.nextRunBecause())
            .withText("auditAlarm", status.auditAlarm())
            .withText("user", user)
            .withText("server", server);
    return Answer.of(ExitCode.DONE, json, lines(status, user, server));
  }

  private List<String> lines(SyncStatus status, String user, String server) {
    var now = around.time().now();
    var lines = new ArrayList<String>();
    lines.add(
        "Not sent: "
            + status.unsent()
            + " · Needs you: "
            + status.needsYou()
            + " · Last in sync: "
            + When.of(status.lastInSync(), now, around.zone()));
    lines.add(Words.of(status));
    if (!status.auditAlarm().isEmpty()) {
      lines.add(AuditAlarms.sentence(status.auditAlarm()) + " " + AuditAlarms.ADVICE);
    }
    if (status.nextRun().isAfter(Instant.EPOCH)) {
      lines.add(
          "Next run: "
              + When.of(status.nextRun(), now, around.zone())
              + " ("
              + status.nextRunBecause()
              + ")");
    }
    if (!user.isEmpty()) {
      lines.add("Account: " + user + " at " + server);
    }
    return lines;
  }
}
