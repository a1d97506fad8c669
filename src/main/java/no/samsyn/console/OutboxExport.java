package no.samsyn.console;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import no.samsyn.audit.AuditAction;
import no.samsyn.audit.AuditEvent;
import no.samsyn.json.Json;
import no.samsyn.json.MutationJson;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.Time;
import no.samsyn.sync.Account;
import no.samsyn.sync.DeviceFacts;
import no.samsyn.sync.SyncStore;
import no.samsyn.sync.SyncStore.Durability;

/**
 * Writes everything that the server has not settled, content included, as one JSON document: the
 * way out when a device must be given up. The export is audited. Streams, whatever the length.
 */
public final class OutboxExport {
  private static final int PAGE = 500;

  private final SyncStore store;
  private final Time time;

  public OutboxExport(SyncStore store, Time time) {
    this.store = store;
    this.time = time;
  }

  /**
   * Writes the document to {@code out}, which stays open, and returns how many changes it holds.
   */
  public long to(Writer out) throws IOException {
    try {
      return store.inTransaction(Durability.FORCED, tx -> write(tx, out));
    } catch (UncheckedIOException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private long write(SyncStore.Tx tx, Writer out) {
    SignInDesk.requireSignedIn(tx);
    var user = new DeviceFacts(tx.facts()).account().map(Account::user).orElse("");
    var count = tx.deadLetters().size() + tx.outbox().size();
    try (var json = Json.generator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.writeStartObject();
      json.writeStringField("exportedAt", time.now().toString());
      json.writeStringField("user", user);
      json.writeArrayFieldStart("rows");
      Pages.each(PAGE, tx.deadLetters()::list, letter -> write(json, OutboxItem.of(letter)));
      Pages.each(PAGE, tx.outbox()::list, entry -> write(json, OutboxItem.of(entry)));
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    tx.audit()
        .record(
            AuditEvent.of(AuditAction.EXPORTED, time.now(), user, "outbox:" + count),
            FieldChanges.NONE);
    return count;
  }

  private static void write(JsonGenerator json, OutboxItem item) {
    try {
      json.writeStartObject();
      json.writeStringField("mutation", item.row().mutation());
      json.writeStringField("entity", item.row().record().entity());
      json.writeStringField("key", item.row().record().key());
      json.writeStringField("op", item.row().op());
      json.writeStringField("state", item.row().state().word());
      json.writeNumberField("attempts", item.row().attempts());
      json.writeStringField("lastError", item.row().lastError());
      json.writeFieldName("change");
      json.writeRawValue(Json.write(MutationJson.of(item.mine())));
      if (!item.wireForm().isEmpty()) {
        json.writeStringField("sent", item.wireForm());
      }
      if (item.theirsVersion() > 0) {
        json.writeFieldName("theirs");
        json.writeRawValue(Json.write(item.theirs()));
        json.writeNumberField("theirsVersion", item.theirsVersion());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
