package no.samsyn.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import no.samsyn.console.Check;
import no.samsyn.console.Doctor;
import no.samsyn.console.StoreTroubles;
import no.samsyn.console.Trouble;
import no.samsyn.console.Workplaces.Where;
import no.samsyn.sync.StoreException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code samsyn doctor}: says in words what is well and what is not, and the way out. */
@Command(
    name = "doctor",
    description = "Examine disk, store, DNS, proxy, TLS, sign-in and clock, in words.")
final class DoctorCommand implements Callable<Integer> {
  private final Surroundings around;
  @Mixin CommonOptions common = new CommonOptions();

  DoctorCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    return common.print(around, answer(checks(common.where(around))));
  }

  private List<Check> checks(Where where) {
    var workplaces = around.workplaces();
    var free = workplaces.freeBytes(where);
    try {
      if (!workplaces.isThere(where)) {
        var none = Check.skipped("store", "There is no store in " + where.data() + " yet.");
        return withoutStore(where, none);
      }
    } catch (Trouble e) {
      return withoutStore(where, broken(e));
    }
    try (var workplace = workplaces.open(where)) {
      return workplace.doctor().run(free);
    } catch (StoreException e) {
      return withoutStore(where, broken(StoreTroubles.of(e, where.data().toString())));
    } catch (Trouble e) {
      return withoutStore(where, broken(e));
    }
  }

  private static Check broken(Trouble trouble) {
    return Check.failed("store", trouble.sentence(), "");
  }

  private List<Check> withoutStore(Where where, Check store) {
    var checks = new ArrayList<Check>();
    checks.add(Doctor.disk(around.workplaces().freeBytes(where)));
    checks.add(store);
    checks.addAll(around.workplaces().checkServer(where));
    return checks;
  }

  private Answer answer(List<Check> checks) {
    var json =
        checks.stream()
            .map(
                check ->
                    new Document()
                        .with("name", check.name())
                        .with("result", check.result().word())
                        .with("sentence", check.sentence())
                        .withText("advice", check.advice())
                        .members())
            .toList();
    return Answer.of(code(checks), new Document().with("checks", json), lines(checks));
  }

  private static List<String> lines(List<Check> checks) {
    var lines = new ArrayList<String>();
    var width = checks.stream().mapToInt(check -> check.name().length()).max().orElse(0);
    for (var check : checks) {
      var name = check.name() + " ".repeat(width - check.name().length());
      var advice = check.advice().isEmpty() ? "" : " " + check.advice();
      lines.add(word(check.result()) + "  " + name + "  " + check.sentence() + advice);
    }
    return lines;
  }

  private static String word(Check.Result result) {
    return switch (result) {
      case OK -> "ok  ";
      case FAILED -> "FAIL";
      case SKIPPED -> "-   ";
    };
  }

  private static int code(List<Check> checks) {
    var failed =
        checks.stream()
            .filter(check -> check.result() == Check.Result.FAILED)
            .map(Check::name)
            .toList();
    if (failed.isEmpty()) {
      return ExitCode.DONE;
    } else if (failed.contains("disk") || failed.contains("store")) {
      return ExitCode.FAILED;
    } else if (failed.contains("sign-in")) {
      return ExitCode.SIGN_IN_NEEDED;
    }
    return List.of("clock", "audit-trail").containsAll(failed)
        ? ExitCode.NEEDS_PERSON
        : ExitCode.UNREACHABLE;
  }
}
