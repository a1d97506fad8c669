package no.samsyn.peersupport;

import static no.samsyn.model.FieldSchema.choice;
import static no.samsyn.model.FieldSchema.of;
import static no.samsyn.model.FieldSchema.reference;
import static no.samsyn.model.FieldType.BOOLEAN;
import static no.samsyn.model.FieldType.DATE;
import static no.samsyn.model.FieldType.INTEGER;
import static no.samsyn.model.FieldType.OBJECT;
import static no.samsyn.model.FieldType.TEXT;
import static no.samsyn.model.FieldType.TIME;

import java.util.List;
import no.samsyn.model.EntitySchema;
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

  private static final int SCHEMA_VERSION = 1;
  private static final long MINUTES_MAX = 1440; // a day

  private PeerSupport() {}

  public static Schemas schemas() {
    return new Schemas(
        SCHEMA_VERSION,
        List.of(
            peerMentor(), activityType(), setting(), contact(), activity(), expense(), review()));
  }

  private static EntitySchema activity() {
    return new EntitySchema(
        ACTIVITY,
        PEER_MENTOR,
        List.of(
            reference(PEER_MENTOR, PEER_MENTOR_TYPE).required().indexed(),
            reference("contact", CONTACT),
            reference("type", ACTIVITY_TYPE).required().indexed(),
            of("date", DATE).required().indexed(),
            of("start_time", TIME),
            of("minutes", INTEGER).required().between(1, MINUTES_MAX),
            of("place", TEXT),
            of("members", INTEGER).between(0, 100_000),
            of("relatives", INTEGER).between(0, 100_000),
            of("others", INTEGER).between(0, 100_000),
            of("theme", TEXT),
            of("note", TEXT).sensitive(),
            of("reported_by", TEXT).setByServer(),
            of("by_proxy", BOOLEAN).indexed().setByServer()));
  }

  private static EntitySchema contact() {
    return new EntitySchema(
        CONTACT,
        PEER_MENTOR,
        List.of(
            reference(PEER_MENTOR, PEER_MENTOR_TYPE).required().indexed(),
            of("display_name", TEXT).required().indexed().sensitive(),
            of("phone", TEXT).sensitive(),
            of("email", TEXT).sensitive(),
            of("municipality", TEXT).indexed(),
            of("note", TEXT).sensitive()));
  }

  private static EntitySchema expense() {
    return new EntitySchema(
        EXPENSE,
        PEER_MENTOR,
        List.of(
            reference(PEER_MENTOR, PEER_MENTOR_TYPE).required().indexed(),
            reference("activity", ACTIVITY),
            choice("kind", "car", "public_transport", "toll", "meal", "other").required().indexed(),
            of("date", DATE).required().indexed(),
            of("amount_ore", INTEGER).required().between(0, 1_000_000_000L),
            of("km", INTEGER).between(0, 100_000),
            of("from_place", TEXT).sensitive(),
            of("to_place", TEXT).sensitive(),
            of("note", TEXT).sensitive()));
  }

  private static EntitySchema peerMentor() {
    return new EntitySchema(
        PEER_MENTOR_TYPE,
        "",
        List.of(
            of("display_name", TEXT).required().indexed(),
            of(UNIT, TEXT).required().indexed(),
            of("account", TEXT).indexed(),
            of("phone", TEXT).sensitive(),
            of("active", BOOLEAN).required()));
  }

  private static EntitySchema activityType() {
    return new EntitySchema(
        ACTIVITY_TYPE,
        "",
        List.of(
            of("code", TEXT).required().indexed(),
            of("name_nb", TEXT).required(),
            of("name_nn", TEXT).required(),
            of("name_en", TEXT).required(),
            of("active", BOOLEAN).required()));
  }

  private static EntitySchema setting() {
    return new EntitySchema(
        SETTING,
        "",
        List.of(of("name", TEXT).required().indexed(), of("value", OBJECT).required()));
  }

  private static EntitySchema review() {
    return new EntitySchema(
        REVIEW,
        PEER_MENTOR,
        List.of(
            of("entity", TEXT).required().indexed(),
            of("record", TEXT).required().indexed(),
            choice("kind", "two_versions", "edit_and_delete", "duplicate").required().indexed(),
            reference(PEER_MENTOR, PEER_MENTOR_TYPE).indexed(),
            choice("status", "open", "resolved", "superseded", "withdrawn").required().indexed(),
            of("base", OBJECT).sensitive(),
            of("mine", OBJECT).sensitive(),
            of("theirs", OBJECT).sensitive(),
            of("contested", OBJECT),
            of("mine_by", OBJECT),
            of("theirs_by", OBJECT),
            choice("outcome", "mine", "theirs", "merged", "both", "duplicate"),
            of("decided_by", TEXT),
            of("assigned_to", TEXT).indexed(),
            of("deferred_until", DATE),
            of("comment", TEXT).sensitive()));
  }
}
