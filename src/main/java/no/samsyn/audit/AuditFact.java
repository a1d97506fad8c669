package no.samsyn.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.TreeMap;
import no.samsyn.model.Chance;
import no.samsyn.model.FieldChanges;

/**
 * What happened, in clear, before it becomes an entry of the chain. {@link #seal} splits it into
 * the entry, which is kept for good, and the salted values, which can be erased.
 *
 * <p>Codes (tenant, action, entity, outcome, reason) stand in the chain in clear, and so do the
 * names of changed fields; everything else is committed to. Texts are empty where there is nothing.
 * Immutable; {@link #toString} hides everything personal.
 */
public record AuditFact(
    String tenant, Instant at, String action, Who who, About about, Result result) {

  /** Ids of people and of the device. */
  public record Who(String actor, String onBehalfOf, String device) {
    public static final Who NOBODY = new Who("", "", "");

    @Override
    public String toString() {
      return "Who[hidden]";
    }
  }

  /** The record, the change of it, and its version afterwards; 0 where there is none. */
  public record About(
      String entity, String key, String mutation, long version, FieldChanges changes) {
    public static final About NOTHING = new About("", "", "", 0, FieldChanges.NONE);

    @Override
    public String toString() {
      return "About[" + entity + ", " + version + ", " + changes.names() + "]";
    }
  }

  /** How it ended: two codes in clear, and a text that is committed to like a value. */
  public record Result(String outcome, String reason, String detail) {
    public static final Result NONE = new Result("", "", "");

    @Override
    public String toString() {
      return "Result[" + outcome + ", " + reason + "]";
    }
  }

  private static final String NO_CODE = "unknown";

  public AuditFact {
    var within = at.isBefore(AuditFilter.FIRST) ? AuditFilter.FIRST : at;
    at = within.isAfter(AuditFilter.LAST) ? AuditFilter.LAST : within; // clocks can say anything
    at = at.truncatedTo(ChronoUnit.MILLIS);
  }

  /** Takes over an event of the engine or server; its detail is committed to, not shown. */
  public static AuditFact of(String tenant, String device, AuditEvent event, FieldChanges changes) {
    return new AuditFact(
        tenant,
        event.at(),
        event.action().code(),
        new Who(event.actor(), event.onBehalfOf(), device),
        new About(event.entity(), event.key(), event.mutation(), event.version(), changes),
        new Result(event.outcome(), "", event.detail()));
  }

  /** Makes the entry at {@code index}. Each committed value gets a salt of its own. */
  public SealedEntry seal(long index, Chance chance) {
    return prepare(chance).at(index);
  }

  /** Does all of the sealing that can be done before the entry's place is known. */
  public PreparedEntry prepare(Chance chance) {
    var sealing = new Sealing(chance);
    sealing.addText(Committed.ACTOR, who.actor());
    sealing.addText(Committed.ON_BEHALF_OF, who.onBehalfOf());
    sealing.addText(Committed.DEVICE, who.device());
    sealing.addText(Committed.RECORD, about.key());
    sealing.addText(Committed.MUTATION, about.mutation());
    sealing.addText(Committed.DETAIL, result.detail());
    sealing.addChanges(about.changes().byName());
    var open = sealing.open();
    var commitments = new TreeMap<String, Bytes32>();
    open.forEach((name, salted) -> commitments.put(name, salted.commitment()));
    var particulars = new Particulars(about.version(), code(result.reason()), commitments);
    return new PreparedEntry(this, particulars, open);
  }

  /** Keeps out of the clear what somebody sent in place of a code. */
  static String code(String text) {
    return Members.CODE.matcher(text).matches() ? text : NO_CODE;
  }
}
