package no.samsyn.testkit;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import no.samsyn.audit.AuditAction;
import no.samsyn.audit.AuditEvent;
import no.samsyn.model.Authorship;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.Fields;
import no.samsyn.model.Mutation;
import no.samsyn.model.Op;
import no.samsyn.model.Problem;
import no.samsyn.model.RecordId;
import no.samsyn.model.ServerRecord;
import no.samsyn.model.ServerRecord.Presence;
import no.samsyn.model.Value;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.sync.AckJournal;
import no.samsyn.sync.DeadLetter;
import no.samsyn.sync.MirrorRow;
import no.samsyn.sync.OutboxEntry;
import no.samsyn.sync.OutboxEntry.Hold;
import no.samsyn.sync.RowState;

/** Records, mutations and letters for tests of stores; everything follows from a number. */
public final class Samples {
  public static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");

  private Samples() {}

  public static String key(long number) {
    return String.format(java.util.Locale.ROOT, "0198f000-0000-7000-8000-%012d", number);
  }

  public static RecordId activityId(long number) {
    return new RecordId(PeerSupport.ACTIVITY, key(number));
  }

  public static Fields activity(long number) {
    return Fields.of("date", Value.text(date(number)))
        .with(PeerSupport.PEER_MENTOR, "mentor-" + number % 100)
        .with("type", "type-" + number % 7)
        .with("minutes", 1 + number % 600)
        .with("place", "Storgata " + number % 50 + ", 7011 Trondheim")
        .with("theme", "hverdagen med hørselstap")
        .with("note", "En lang samtale om høreapparat, jobb og familie; avtale om nytt møte.")
        .with("by_proxy", Value.flag(number % 5 == 0));
  }

  public static String date(long number) {
    return Instant.parse("2020-01-01T00:00:00Z")
        .plusSeconds(86_400 * (number * 37 % 2_000))
        .toString()
        .substring(0, 10);
  }

  /** A body with what a newer server may send: unknown fields, nulls, nesting, numbers. */
  public static Fields strange() {
    return activity(1)
        .with("unknown_text", "æøå \u0001 \"quoted\" \\ \uD83D\uDE00")
        .with("unknown_null", Value.nothing())
        .with("unknown_decimal", new Value.Decimal(new BigDecimal("12345678901234567890.125")))
        .with("unknown_whole", Long.MIN_VALUE)
        .with("note", Value.nothing())
        .with(
            "unknown_nested",
            new Value.Structure(
                Map.of(
                    "b", new Value.Items(List.of(Value.nothing(), Value.flag(true))),
                    "a", new Value.Structure(Map.of()))));
  }

  public static Authorship kari(long number) {
    return new Authorship("kari", "mentor-" + number, "device-2", NOW.plusSeconds(number));
  }

  public static ServerRecord record(RecordId id, long version, Fields fields) {
    return new ServerRecord(id, "s-" + id.key(), version, Presence.PRESENT, fields, kari(version));
  }

  public static ServerRecord record(long number) {
    return record(activityId(number), 1 + number % 9, activity(number));
  }

  public static MirrorRow synced(long number) {
    return MirrorRow.ofServer(record(number));
  }

  public static MirrorRow unsent(long number) {
    return new MirrorRow(
        activityId(number),
        "",
        0,
        activity(number),
        Fields.NONE,
        RowState.UNSENT,
        false,
        MirrorRow.NOBODY);
  }

  public static Mutation mutation(long seq, RecordId record) {
    return mutation(seq, record, Mutation.Links.NONE);
  }

  public static Mutation mutation(long seq, RecordId record, Mutation.Links links) {
    return new Mutation(
        "mutation-" + seq,
        "device-1",
        seq,
        new Mutation.Target(record.entity(), Op.UPDATE, record.key()),
        seq % 2 == 0 ? Mutation.Basis.version(seq) : Mutation.Basis.after("mutation-" + (seq - 1)),
        FieldChanges.between(
            Fields.of("minutes", Value.whole(seq)).with("place", Value.nothing()),
            Fields.of("minutes", Value.whole(seq + 1)).with("theme", Value.nothing())),
        new Mutation.Evidence("ola", "mentor-1", NOW.plusNanos(seq), 1_234, 1),
        links);
  }

  public static OutboxEntry entry(long seq, RecordId record) {
    return OutboxEntry.fresh(mutation(seq, record), Hold.NONE, "");
  }

  public static OutboxEntry entry(long seq, RecordId record, Hold hold, String waitsFor) {
    return OutboxEntry.fresh(mutation(seq, record), hold, waitsFor);
  }

  public static OutboxEntry grouped(long seq, RecordId record, String group) {
    return OutboxEntry.fresh(
        mutation(seq, record, new Mutation.Links(group, "", "")), Hold.NONE, "");
  }

  public static DeadLetter letter(long seq, RecordId record) {
    return new DeadLetter(
        mutation(seq, record),
        "wire-" + seq,
        new DeadLetter.Reason(
            DeadLetter.Kind.REJECTED,
            "minutes must be from 1 to 1440",
            List.of(new Problem("minutes", "out-of-range", "minutes must be from 1 to 1440"))),
        activity(seq),
        seq + 3,
        2,
        NOW,
        NOW.plusSeconds(seq));
  }

  public static AckJournal.Acknowledged acknowledged(long seq, RecordId record) {
    return new AckJournal.Acknowledged(
        mutation(seq, record), "wire-" + seq, seq + 1, NOW.plusSeconds(seq));
  }

  public static AuditEvent event(long number) {
    return new AuditEvent(
        0,
        NOW.plusSeconds(number),
        AuditAction.SAVED,
        "ola",
        "mentor-1",
        PeerSupport.ACTIVITY,
        key(number),
        "mutation-" + number,
        number,
        "",
        "minutes");
  }
}
