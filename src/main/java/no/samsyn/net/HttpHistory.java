package no.samsyn.net;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;
import no.samsyn.model.FieldChange;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.Op;
import no.samsyn.model.RecordId;
import no.samsyn.model.Value;
import no.samsyn.sync.RecordHistory;
import no.samsyn.sync.Reply;
import no.samsyn.wire.HistoryJson;
import no.samsyn.wire.Protocol;
import org.jspecify.annotations.Nullable;

/** A record's past over HTTPS. Thread-safe. */
final class HttpHistory implements RecordHistory {
  private final Calls calls;

  HttpHistory(Calls calls) {
    this.calls = calls;
  }

  @Override
  public Reply<List<Step>> of(RecordId id) throws IOException {
    var query = new LinkedHashMap<String, String>();
    query.put("entity", id.entity());
    query.put("key", id.key());
    return calls.send(
        calls.to(Protocol.HISTORY, query),
        AnswerReader.json(
            HistoryJson.Answer.class,
            answer -> null, // says no time
            answer -> FromWire.each(answer.steps(), "steps", HttpHistory::step)));
  }

  private static Step step(HistoryJson.Step step) {
    var changes = new TreeMap<String, FieldChange>();
    for (var field : FromWire.each(step.fields(), "fields", field -> field)) {
      changes.put(
          FromWire.required(field.field(), "field"),
          new FieldChange(orAbsent(field.before()), orAbsent(field.value())));
    }
    return new Step(
        step.version(),
        Op.ofWireName(FromWire.required(step.op(), "op")),
        FromWire.required(step.mutation(), "mutation"),
        FromWire.authorship(FromWire.present(step.by(), "by")),
        FromWire.serverTime(FromWire.required(step.deviceTime(), "deviceTime")),
        new FieldChanges(changes));
  }

  private static Value orAbsent(@Nullable Value value) {
    return value == null ? Value.absent() : value;
  }
}
