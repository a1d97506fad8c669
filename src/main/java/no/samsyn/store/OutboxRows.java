package no.samsyn.store;

import java.time.Instant;
import no.samsyn.json.Json;
import no.samsyn.json.MutationJson;
import no.samsyn.model.Mutation;
import no.samsyn.sync.Outbox;
import no.samsyn.sync.OutboxEntry;

/** Outbox rows as columns and back. The order of the columns is that of every select. */
final class OutboxRows {
  private OutboxRows() {}

  static OutboxEntry read(Sql.Row row, ReadMutations mutations) {
    return new OutboxEntry(
        mutations.of(row.text(1)),
        Instant.ofEpochMilli(row.number(2)),
        row.text(3),
        OutboxEntry.Hold.ofCode((int) row.number(4)),
        row.text(5),
        new Outbox.Delivery((int) row.number(6), Instant.ofEpochMilli(row.number(7)), row.text(8)));
  }

  static String content(Mutation mutation) {
    return Json.write(MutationJson.of(mutation));
  }

  static Mutation mutation(String content) {
    return Json.read(content, MutationJson.class).toModel();
  }

  /** Returns what an entry waits for: nothing if it is free. */
  static String waitsFor(OutboxEntry.Hold hold, String waitsFor) {
    return hold == OutboxEntry.Hold.NONE ? "" : waitsFor;
  }

  /** Returns the lane of the index: the word that releases the entry, if a word does. */
  static String lane(OutboxEntry.Hold hold, String waitsFor) {
    return switch (hold) {
      case NONE, BEHIND_PREDECESSOR -> "";
      case WAITS_FOR_RECORD, NEEDS_PERSON -> waitsFor;
    };
  }

  /** Returns when an entry may go, 0 for at once. */
  static long dueAt(Instant nextAttempt) {
    return Math.max(0, nextAttempt.toEpochMilli());
  }
}
