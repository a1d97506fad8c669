package no.samsyn.peersupport;

import static no.samsyn.model.FieldSchema.choice;
import static no.samsyn.model.FieldSchema.reference;
import static no.samsyn.model.FieldType.BOOLEAN;
import static no.samsyn.model.FieldType.DATE;
import static no.samsyn.model.FieldType.INTEGER;
import static no.samsyn.model.FieldType.OBJECT;
import static no.samsyn.model.FieldType.TEXT;
import static no.samsyn.model.FieldType.TIME;

import java.util.List;
import java.util.Map;
import no.samsyn.model.EntitySchema;
import no.samsyn.model.FieldSchema;
import no.samsyn.model.FieldType;
import no.samsyn.model.PairRule;
import no.samsyn.model.PolicyRule;
import no.samsyn.model.Schemas;

/** The entity types of peer support. The names are stored and travel; never rename. */
public final class PeerSupport {
  public static final String ACTIVITY = "activity";
  public static final String CONTACT = "contact";
  public static final String EXPENSE = "expense";
  public static final String PEER_MENTOR_TYPE = "peer_mentor";
  public static final String ACTIVITY_TYPE = "activity_type";
  public static final String SETTING = "setting";
  public static final String REVIEW = "review";

  public static final String PEER_MENTOR = "peer_mentor";
  public static final String UNIT = "unit";

  /** 2: a review keeps what its decision replaced, so that anybody who may can undo it. */
  private static final int SCHEMA_VERSION = 2;

  private static final long MINUTES_MAX = 1440; // a day

  private static final Schemas SCHEMAS =
      new Schemas(
          SCHEMA_VERSION,
          List.of(
              peerMentor(), activityType(), setting(), contact(), activity(), expense(), review()));

  private PeerSupport() {}

  public static Schemas schemas() {
    return SCHEMAS;
  }

  /**
   * Says what happens to conflicts of each type until an administrator sets another rule. What
   * administrators write is decided by what stands; a review's decisions are handled as such, so
   * its rule is about comments and the like.
   */
  public static Map<String, PolicyRule> policies() {
    var serverWins = PolicyRule.of(PolicyRule.SERVER_WINS);
    var merge = PolicyRule.of(PolicyRule.MERGE_FIELDS, PolicyRule.LAST_WRITE_WINS);
    return Map.of(
        ACTIVITY,
        PolicyRule.of(
            PolicyRule.MERGE_FIELDS, PolicyRule.REVIEW_BY_PROXY, PolicyRule.LAST_WRITE_WINS),
        CONTACT,
        merge,
        EXPENSE,
        merge,
        PEER_MENTOR_TYPE,
        serverWins,
        ACTIVITY_TYPE,
        serverWins,
        SETTING,
        serverWins,
        REVIEW,
        PolicyRule.of(PolicyRule.MERGE_FIELDS, PolicyRule.SERVER_WINS));
  }

  /** Returns the rule that finds activities that were told twice. */
  public static PairRule pairs() {
    return new ActivityPairs();
  }

  private static FieldSchema field(String name, FieldType type) {
    return FieldSchema.of(name, type);
  }

  private static EntitySchema activity() {
    return new EntitySchema(
        ACTIVITY,
        PEER_MENTOR,
        List.of(
            reference(PEER_MENTOR, PEER_MENTOR_TYPE).required().indexed(),
            reference("contact", CONTACT),
            reference("type", ACTIVITY_TYPE).required().indexed(),
            field("date", DATE).required().indexed(),
            field("start_time", TIME),
            field("minutes", INTEGER).required().between(1, MINUTES_MAX),
            field("place", TEXT),
            field("members", INTEGER).between(0, 100_000),
            field("relatives", INTEGER).between(0, 100_000),
            field("others", INTEGER).between(0, 100_000),
            field("theme", TEXT),
            field("note", TEXT).sensitive(),
            field("reported_by", TEXT).setByServer(),
            field("by_proxy", BOOLEAN).indexed().setByServer()));
  }

  private static EntitySchema contact() {
    return new EntitySchema(
        CONTACT,
        PEER_MENTOR,
        List.of(
            reference(PEER_MENTOR, PEER_MENTOR_TYPE).required().indexed(),
            field("display_name", TEXT).required().indexed().sensitive(),
            field("phone", TEXT).sensitive(),
            field("email", TEXT).sensitive(),
            field("municipality", TEXT).indexed(),
            field("note", TEXT).sensitive()));
  }

  private static EntitySchema expense() {
    return new EntitySchema(
        EXPENSE,
        PEER_MENTOR,
        List.of(
            reference(PEER_MENTOR, PEER_MENTOR_TYPE).required().indexed(),
            reference("activity", ACTIVITY),
            choice("kind", "car", "public_transport", "toll", "meal", "other").required().indexed(),
            field("date", DATE).required().indexed(),
            field("amount_ore", INTEGER).required().between(0, 1_000_000_000L),
            field("km", INTEGER).between(0, 100_000),
            field("from_place", TEXT).sensitive(),
            field("to_place", TEXT).sensitive(),
            field("note", TEXT).sensitive()));
  }

  private static EntitySchema peerMentor() {
    return new EntitySchema(
        PEER_MENTOR_TYPE,
        "",
        List.of(
            field("display_name", TEXT).required().indexed(),
            field(UNIT, TEXT).required().indexed(),
            field("account", TEXT).indexed(),
            field("phone", TEXT).sensitive(),
            field("active", BOOLEAN).required()));
  }

  private static EntitySchema activityType() {
    return new EntitySchema(
        ACTIVITY_TYPE,
        "",
        List.of(
            field("code", TEXT).required().indexed(),
            field("name_nb", TEXT).required(),
            field("name_nn", TEXT).required(),
            field("name_en", TEXT).required(),
            field("active", BOOLEAN).required()));
  }

  private static EntitySchema setting() {
    return new EntitySchema(
        SETTING,
        "",
        List.of(field("name", TEXT).required().indexed(), field("value", OBJECT).required()));
  }

  private static EntitySchema review() {
    return new EntitySchema(
        REVIEW,
        PEER_MENTOR,
        List.of(
            field("entity", TEXT).required().indexed(),
            field("record", TEXT).required().indexed(),
            choice("kind", "two_versions", "edit_and_delete", "duplicate").required().indexed(),
            reference(PEER_MENTOR, PEER_MENTOR_TYPE).indexed(),
            choice("status", "open", "resolved", "superseded", "withdrawn").required().indexed(),
            field("base", OBJECT).sensitive(),
            field("mine", OBJECT).sensitive(),
            field("theirs", OBJECT).sensitive(),
            field("contested", OBJECT),
            field("mine_by", OBJECT),
            field("theirs_by", OBJECT),
            choice("outcome", "mine", "theirs", "merged", "both", "duplicate"),
            field("decided_by", TEXT),
            field("decision", OBJECT).sensitive(),
            field("assigned_to", TEXT).indexed(),
            field("deferred_until", DATE),
            field("comment", TEXT).sensitive()));
  }
}
