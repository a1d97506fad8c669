package no.samsyn;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Who may import whom, as lists of what is allowed: a new dependency is then a decision.
 *
 * <p>Rules are plain tests and not fields, because some runners skip the fields in silence. The
 * rules bind what is shipped; tests may do what they like.
 */
class ArchitectureTest {
  private static final JavaClasses SHIPPED =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("no.samsyn");

  private static final String MODEL = "no.samsyn.model..";
  private static final String JSON = "no.samsyn.json..";
  private static final String AUDIT = "no.samsyn.audit..";
  private static final String SYNC = "no.samsyn.sync..";
  private static final String STORE = "no.samsyn.store..";
  private static final String WIRE = "no.samsyn.wire..";
  private static final String NET = "no.samsyn.net..";
  private static final String PEERSUPPORT = "no.samsyn.peersupport..";
  private static final String DESKTOP = "no.samsyn.desktop..";
  private static final String CONSOLE = "no.samsyn.console..";
  private static final String CLI = "no.samsyn.cli..";
  private static final String UI = "no.samsyn.ui..";
  private static final String SERVER = "no.samsyn.server..";
  private static final String APP = "no.samsyn.app..";

  private static final String[] PORTABLE = {
    MODEL, JSON, AUDIT, SYNC, STORE, WIRE, NET, PEERSUPPORT
  };

  /** All that may not know the time: what is not an adapter to this machine. */
  private static final String[] CLOCKLESS = {
    MODEL, JSON, AUDIT, SYNC, STORE, WIRE, NET, PEERSUPPORT, CONSOLE, CLI, UI
  };

  /** What every package may see: the part of the JDK that phones have too, without java.sql. */
  private static final List<String> BASIS =
      List.of(
          "java.io..",
          "java.lang..",
          "java.math..",
          "java.net..",
          "java.nio..",
          "java.security..",
          "java.text..",
          "java.time..",
          "java.util..",
          "org.jspecify.annotations..",
          "org.slf4j..");

  private static final String JACKSON = "com.fasterxml.jackson..";

  @Test
  void modelSeesNothingOfOurs() {
    allow(MODEL).because("facts come first: whatever they saw, everybody would see").check(SHIPPED);
  }

  @Test
  void jsonSeesTheModelAndJackson() {
    allow(JSON, MODEL, JACKSON)
        .because("it is the one place where limits of JSON are set, below all who read JSON")
        .check(SHIPPED);
  }

  @Test
  void auditSeesNoEngine() {
    allow(AUDIT, MODEL, JSON, JACKSON)
        .because("client and server verify the same chain, and neither may bend it")
        .check(SHIPPED);
  }

  @Test
  void engineSeesNoWorld() {
    allow(SYNC, MODEL, AUDIT)
        .because("the same bytes run on desk and phone and in the simulator, behind ports")
        .check(SHIPPED);
  }

  @Test
  void storeSeesOnlyItsOwnSqlPort() {
    allow(STORE, MODEL, JSON, AUDIT, SYNC, JACKSON)
        .because("phones have no java.sql driver: H2 and SQLite stand behind the Sql port")
        .check(SHIPPED);
  }

  @Test
  void wireSeesNoEngine() {
    allow(WIRE, MODEL, JSON, JACKSON)
        .because("the server speaks it too, and shares no engine code with the client")
        .check(SHIPPED);
  }

  @Test
  void netSeesNoStore() {
    allow(NET, MODEL, JSON, AUDIT, SYNC, WIRE, "javax.net..", "okhttp3..")
        .because("no transaction may be open during network I/O, and who sees no store opens none")
        .check(SHIPPED);
  }

  @Test
  void domainSeesTheModelOnly() {
    allow(PEERSUPPORT, MODEL)
        .because("schemas and policies are data, and can be exchanged for another domain's")
        .check(SHIPPED);
  }

  @Test
  void desktopSeesNoScreensAndNoServer() {
    allow(
            DESKTOP,
            MODEL,
            JSON,
            AUDIT,
            SYNC,
            STORE,
            WIRE,
            NET,
            PEERSUPPORT,
            CONSOLE,
            "java..",
            "javax..",
            "org.h2..",
            "org.quartz..",
            "com.github.javakeyring..")
        .because("it adapts a PC to the ports; what is shown is none of its business")
        .check(SHIPPED);
  }

  @Test
  void consoleSeesNoScreensNoSqlAndNoHttp() {
    allow(CONSOLE, MODEL, JSON, AUDIT, SYNC, STORE, WIRE, PEERSUPPORT, JACKSON)
        .because("use cases are tested without a screen, a database or a network")
        .check(SHIPPED);
  }

  @Test
  void commandsSeeUseCasesOnly() {
    allow(CLI, CONSOLE, MODEL, JSON, AUDIT, SYNC, PEERSUPPORT, JACKSON, "picocli..")
        .because("a command is a use case with words around it; launchers are handed in by app")
        .check(SHIPPED);
  }

  @Test
  void screensSeeUseCasesOnly() {
    allow(
            UI,
            CONSOLE,
            MODEL,
            SYNC,
            PEERSUPPORT,
            "javafx..",
            "atlantafx..",
            "org.kordamp.ikonli..",
            "java.awt.image..",
            "javax.imageio..")
        .because("a screen that saw store or network would wait for them on the screen's thread")
        .check(SHIPPED);
  }

  @Test
  void viewModelsSeeNoScene() {
    noClasses()
        .that()
        .haveSimpleNameEndingWith("ViewModel")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "javafx.animation..",
            "javafx.application..",
            "javafx.css..",
            "javafx.event..",
            "javafx.fxml..",
            "javafx.scene..",
            "javafx.stage..",
            "javafx.util..",
            "atlantafx..",
            "org.kordamp.ikonli..")
        .because("what a screen says and does is tested without a screen")
        .check(SHIPPED);
  }

  @Test
  void serverSharesNoCodeWithTheEngine() {
    allow(
            SERVER,
            MODEL,
            JSON,
            AUDIT,
            WIRE,
            PEERSUPPORT,
            JACKSON,
            "java..",
            "javax..",
            "io.javalin..",
            "jakarta.servlet..",
            "org.eclipse.jetty..",
            "kotlin..",
            "com.zaxxer.hikari..",
            "com.auth0.jwt..",
            "com.password4j..",
            "org.h2..",
            "org.postgresql..")
        .because("it is the engine's counterpart and test oracle: shared code would share bugs")
        .check(SHIPPED);
  }

  @Test
  void nobodyImportsApp() {
    noClasses()
        .that()
        .resideOutsideOfPackage(APP)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(APP)
        .because("wiring knows everybody, so whoever knows the wiring knows everybody")
        .allowEmptyShould(true)
        .check(SHIPPED);
  }

  @Test
  void everyPackageHasItsRowHere() {
    String[] known =
        Stream.concat(Arrays.stream(CLOCKLESS), Stream.of(DESKTOP, SERVER, APP))
            .toArray(String[]::new);
    classes()
        .should()
        .resideInAnyPackage(known)
        .because("a package without a row in the import table is bound by nothing")
        .check(SHIPPED);
  }

  @Test
  void timeChanceAndThreadsAreHandedIn() {
    noClasses()
        .that()
        .resideInAnyPackage(CLOCKLESS)
        .should()
        .accessTargetWhere(anyOf("time, chance or threads of their own", SELF_SERVED))
        .because(
            "the simulator replays a seed only if clock, randomness, waiting and threads come"
                + " through constructors (Clock, DoubleSupplier, executors of app)")
        .allowEmptyShould(true)
        .check(SHIPPED);
  }

  @Test
  void portableCodeNeverAsksForTheMachinesLocaleOrZone() {
    noClasses()
        .that()
        .resideInAnyPackage(PORTABLE)
        .should()
        .accessTargetWhere(anyOf("the machine's locale or zone", PLACE))
        .because("the same input gives the same bytes everywhere: Locale.ROOT and ZoneOffset.UTC")
        .allowEmptyShould(true)
        .check(SHIPPED);
  }

  /** Calls, by the class that declares or inherits them. A {@code now(Clock)} is allowed. */
  private record Calls(String owner, Set<String> names) {
    static Calls of(String owner, String... names) {
      return new Calls(owner, Set.of(names));
    }

    boolean match(JavaAccess<?> access) {
      return names.contains(access.getTarget().getName())
          && access.getTargetOwner().isAssignableTo(owner)
          && !(access.getTarget() instanceof CodeUnitAccessTarget target
              && target.getRawParameterTypes().stream()
                  .anyMatch(type -> type.isEquivalentTo(Clock.class)));
    }
  }

  private static final String NEW = "<init>";

  private static final List<Calls> SELF_SERVED =
      List.of(
          Calls.of("java.time.Instant", "now"),
          Calls.of("java.time.InstantSource", "system"),
          Calls.of("java.time.LocalDate", "now"),
          Calls.of("java.time.LocalDateTime", "now"),
          Calls.of("java.time.LocalTime", "now"),
          Calls.of("java.time.MonthDay", "now"),
          Calls.of("java.time.OffsetDateTime", "now"),
          Calls.of("java.time.OffsetTime", "now"),
          Calls.of("java.time.Year", "now"),
          Calls.of("java.time.YearMonth", "now"),
          Calls.of("java.time.ZonedDateTime", "now"),
          Calls.of("java.time.chrono.ChronoLocalDate", "dateNow"),
          Calls.of(
              "java.time.Clock",
              "system",
              "systemDefaultZone",
              "systemUTC",
              "tickMillis",
              "tickMinutes",
              "tickSeconds"),
          Calls.of("java.util.Calendar", "getInstance", NEW),
          Calls.of("java.util.Date", NEW),
          Calls.of("java.lang.System", "currentTimeMillis", "nanoTime"),
          Calls.of("java.lang.Math", "random"),
          Calls.of("java.lang.StrictMath", "random"),
          Calls.of("java.util.Collections", "shuffle"),
          Calls.of("java.util.Random", NEW),
          Calls.of("java.security.SecureRandom", "getInstance", "getInstanceStrong"),
          Calls.of("java.util.SplittableRandom", NEW),
          Calls.of("java.util.UUID", "randomUUID"),
          Calls.of("java.util.concurrent.ThreadLocalRandom", "current"),
          Calls.of("java.util.random.RandomGenerator", "getDefault", "of"),
          Calls.of("java.util.random.RandomGeneratorFactory", "create"),
          Calls.of("java.lang.Object", "wait"),
          Calls.of("java.lang.Thread", NEW, "onSpinWait", "sleep", "startVirtualThread", "yield"),
          Calls.of("java.util.Timer", NEW),
          Calls.of("java.util.concurrent.CompletableFuture", "runAsync", "supplyAsync"),
          Calls.of(
              "java.util.concurrent.Executors",
              "newCachedThreadPool",
              "newFixedThreadPool",
              "newScheduledThreadPool",
              "newSingleThreadExecutor",
              "newSingleThreadScheduledExecutor",
              "newWorkStealingPool"),
          Calls.of("java.util.concurrent.ForkJoinPool", "commonPool", NEW),
          Calls.of("java.util.concurrent.ThreadPoolExecutor", NEW),
          Calls.of("java.util.concurrent.TimeUnit", "sleep"),
          Calls.of("java.util.concurrent.locks.LockSupport", "park", "parkNanos", "parkUntil"),
          Calls.of("java.util.Collection", "parallelStream"),
          Calls.of("java.util.stream.BaseStream", "parallel"));

  private static final List<Calls> PLACE =
      List.of(
          Calls.of("java.time.ZoneId", "systemDefault"),
          Calls.of("java.util.Locale", "getDefault", "setDefault"),
          Calls.of("java.util.TimeZone", "getDefault", "setDefault"));

  private static DescribedPredicate<JavaAccess<?>> anyOf(String what, List<Calls> banned) {
    return DescribedPredicate.describe(
        what, access -> banned.stream().anyMatch(calls -> calls.match(access)));
  }

  /** The package itself, the basis, and what is listed; nothing else. */
  private static ArchRule allow(String of, String... others) {
    String[] all =
        Stream.of(Stream.of(of), BASIS.stream(), Arrays.stream(others))
            .flatMap(packages -> packages)
            .toArray(String[]::new);
    return classes()
        .that()
        .resideInAPackage(of)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(all)
        .allowEmptyShould(true);
  }
}
