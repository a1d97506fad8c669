package no.samsyn.server.practice;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import no.samsyn.model.Chance;
import no.samsyn.model.Fields;
import no.samsyn.model.Time;
import no.samsyn.model.Value;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.server.auth.PasswordCost;
import no.samsyn.server.auth.UserAdmin;
import no.samsyn.server.core.ServerCore;
import no.samsyn.server.scope.Caller;
import no.samsyn.server.scope.Role;
import org.jspecify.annotations.Nullable;

/**
 * Fills an empty database with an invented organisation: three units, forty mentors, two thousand
 * activities over the two years before now. The same every time, for the same day.
 *
 * <p>Call it before anybody else uses the server. A crash in between leaves a part, which is then
 * not filled up: the directory of a practice server may be thrown away.
 */
public final class PracticeData {
  public static final String PASSWORD = "practice";

  private static final long SEED = 20_261_120L;
  private static final int MENTORS = 40;
  private static final int ACTIVITIES_EACH = 50;
  private static final int CONTACTS_EACH = 8;
  private static final int DAYS = 730;
  private static final int SILENT_EVERY = 7; // of whom nothing was heard for a while
  private static final int SILENT_DAYS = 45;
  private static final String OPERATOR = "practice";

  /**
   * Users who are mentors, each with the place among the forty; the unit follows from the place.
   */
  private static final List<NamedMentor> NAMED =
      List.of(
          new NamedMentor("ola", "Ola Nordmann", 0),
          new NamedMentor("nora", "Nora Sørlie", 3),
          new NamedMentor("sindre", "Sindre Bjørnstad", 1),
          new NamedMentor("maja", "Maja Ødegaard", 4));

  private final ServerCore core;
  private final Time time;
  private final Random random = new Random(SEED);
  private final Chance chance = random::nextLong;
  private final List<String> typeKeys = new ArrayList<>();

  public PracticeData(ServerCore core, Time time) {
    this.core = core;
    this.time = time;
  }

  private record NamedMentor(String user, String name, int place) {}

  private record MentorRecord(
      String user, String key, String serverId, String unit, boolean isSilent) {}

  /** Does nothing if there is any record already. */
  public void fillIfEmpty() {
    if (core.seqOf(ServerCore.ORGANISATION) > 0) {
      return;
    }
    for (var mentor : organisation()) {
      fill(mentor);
    }
    addUsers();
  }

  private List<MentorRecord> organisation() {
    var admin = Caller.administrator(ServerCore.ORGANISATION, "admin");
    var push = new PracticePush(core.push(), admin, chance);
    var begin = time.now().minus(Duration.ofDays(DAYS + 30));
    for (var type : PracticeWords.TYPES) {
      typeKeys.add(push.create(PeerSupport.ACTIVITY_TYPE, typeFields(type), "", begin));
    }
    push.create(
        PeerSupport.SETTING,
        Fields.of("name", Value.text("organisation"))
            .with("value", new Value.Structure(Map.of("name", Value.text("Øvelaget")))),
        "",
        begin);
    var drafts = new ArrayList<MentorRecord>();
    for (var place = 0; place < MENTORS; place++) {
      var unit = PracticeWords.UNITS.get(place % PracticeWords.UNITS.size());
      var named = namedAt(place);
      var user = named == null ? "mentor" + (place + 1) : named.user;
      var name = named == null ? personName() : named.name;
      var fields =
          Fields.of("display_name", Value.text(name))
              .with(PeerSupport.UNIT, unit)
              .with("account", user)
              .with("phone", phone())
              .with("active", Value.flag(true));
      var key = push.create(PeerSupport.PEER_MENTOR_TYPE, fields, "", begin);
      drafts.add(new MentorRecord(user, key, "", unit, place % SILENT_EVERY == SILENT_EVERY - 1));
    }
    push.send();
    return drafts.stream()
        .map(m -> new MentorRecord(m.user, m.key, push.serverId(m.key), m.unit, m.isSilent))
        .toList();
  }

  private static @Nullable NamedMentor namedAt(int place) {
    return NAMED.stream().filter(named -> named.place == place).findFirst().orElse(null);
  }

  private static Fields typeFields(List<String> type) {
    return Fields.of("code", Value.text(type.get(0)))
        .with("name_nb", type.get(1))
        .with("name_nn", type.get(2))
        .with("name_en", type.get(3))
        .with("active", Value.flag(true));
  }

  private void fill(MentorRecord mentor) {
    var own =
        new PracticePush(
            core.push(),
            Caller.mentor(ServerCore.ORGANISATION, mentor.user, mentor.serverId),
            chance);
    var proxy = new PracticePush(core.push(), coordinatorOf(mentor.unit), chance);
    var contacts = new ArrayList<String>();
    for (var i = 0; i < CONTACTS_EACH; i++) {
      contacts.add(own.create(PeerSupport.CONTACT, contact(mentor), "", daysAgo(DAYS)));
    }
    own.send();
    var newest = mentor.isSilent ? SILENT_DAYS : 1;
    for (var i = 0; i < ACTIVITIES_EACH; i++) {
      var daysAgo = newest + (DAYS - newest) * i / ACTIVITIES_EACH + random.nextInt(7);
      var isProxy = random.nextInt(7) == 0;
      var push = isProxy ? proxy : own;
      var onBehalfOf = isProxy ? mentor.key : "";
      var at = daysAgo(daysAgo);
      var activity =
          push.create(
              PeerSupport.ACTIVITY,
              activity(mentor, pick(contacts), LocalDate.ofInstant(at, ZoneOffset.UTC)),
              onBehalfOf,
              at);
      if (random.nextInt(5) < 2) {
        push.create(PeerSupport.EXPENSE, expense(mentor, activity, at), onBehalfOf, at);
      }
    }
    own.send();
    proxy.send();
  }

  private static Caller coordinatorOf(String unit) {
    var place = PracticeWords.UNITS.indexOf(unit);
    var user = List.of("kari", "per", "admin").get(place);
    return user.equals("admin")
        ? Caller.administrator(ServerCore.ORGANISATION, user)
        : Caller.coordinator(ServerCore.ORGANISATION, user, Set.of(unit));
  }

  private Fields contact(MentorRecord mentor) {
    return Fields.of(PeerSupport.PEER_MENTOR, Value.text(mentor.key))
        .with("display_name", personName())
        .with("phone", phone())
        .with("municipality", pick(PracticeWords.MUNICIPALITIES));
  }

  private Fields activity(MentorRecord mentor, String contact, LocalDate date) {
    var fields =
        Fields.of(PeerSupport.PEER_MENTOR, Value.text(mentor.key))
            .with("contact", contact)
            .with("type", pick(typeKeys))
            .with("date", date.toString())
            .with("start_time", pick(PracticeWords.START_TIMES))
            .with("minutes", 15L * (1 + random.nextInt(12)))
            .with("place", pick(PracticeWords.PLACES))
            .with("members", 1L + random.nextInt(4))
            .with("relatives", random.nextInt(3))
            .with("theme", pick(PracticeWords.THEMES));
    return random.nextInt(3) == 0 ? fields : fields.with("note", pick(PracticeWords.NOTES));
  }

  private Fields expense(MentorRecord mentor, String activity, Instant at) {
    return Fields.of(PeerSupport.PEER_MENTOR, Value.text(mentor.key))
        .with("activity", activity)
        .with("kind", pick(PracticeWords.EXPENSE_KINDS))
        .with("date", LocalDate.ofInstant(at, ZoneOffset.UTC).toString())
        .with("amount_ore", 100L * (20 + random.nextInt(600)))
        .with("km", 2L + random.nextInt(80))
        .with("from_place", pick(PracticeWords.MUNICIPALITIES))
        .with("to_place", pick(PracticeWords.PLACES));
  }

  private void addUsers() {
    var users = core.users(ServerCore.ORGANISATION, OPERATOR, PasswordCost.TRIFLING);
    add(users, "admin", "Administrator", Role.ADMINISTRATOR, List.of());
    add(users, "kari", "Kari Koordinator", Role.COORDINATOR, PracticeWords.UNITS.subList(0, 1));
    add(users, "per", "Per Koordinator", Role.COORDINATOR, PracticeWords.UNITS.subList(0, 2));
    for (var named : NAMED) {
      add(users, named.user, named.name, Role.MENTOR, List.of());
    }
  }

  private static void add(
      UserAdmin users, String user, String name, Role role, List<String> units) {
    users.add(new UserAdmin.NewUser(user, name, role, units, ""), PASSWORD);
  }

  private String personName() {
    return pick(PracticeWords.FIRST_NAMES) + " " + pick(PracticeWords.LAST_NAMES);
  }

  private String phone() {
    return "4" + (1_000_000 + random.nextInt(8_999_999));
  }

  private Instant daysAgo(int days) {
    return time.now().minus(Duration.ofDays(days));
  }

  private String pick(List<String> words) {
    return words.get(random.nextInt(words.size()));
  }
}
