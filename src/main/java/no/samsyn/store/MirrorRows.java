package no.samsyn.store;

import java.time.Instant;
import java.util.ArrayList;
import no.samsyn.json.Json;
import no.samsyn.model.Authorship;
import no.samsyn.model.Fields;
import no.samsyn.model.RecordId;
import no.samsyn.sync.MirrorRow;
import no.samsyn.sync.RowState;

/** Mirror rows as columns and back. The order of the columns is {@link MirrorTable}'s. */
final class MirrorRows {
  private MirrorRows() {}

  static MirrorRow read(String entity, Sql.Row row) {
    return new MirrorRow(
        new RecordId(entity, row.text(1)),
        row.text(2),
        row.number(3),
        fields(row.text(4)),
        fields(row.text(5)),
        RowState.ofCode(row.text(6)),
        row.number(7) == 1,
        new Authorship(
            row.text(8), row.text(9), row.text(10), Instant.ofEpochMilli(row.number(11))));
  }

  /** Returns the arguments of an insert and of an update alike. */
  static Object[] arguments(MirrorTable table, MirrorRow row) {
    var arguments = new ArrayList<Object>(24);
    arguments.add(row.serverId());
    arguments.add(row.version());
    arguments.add(Json.write(row.view()));
    arguments.add(row.base().values().isEmpty() ? "" : Json.write(row.base()));
    arguments.add(row.state().code());
    arguments.add(row.removed() ? 1L : 0L);
    arguments.add(row.isOnServer() ? 1L : 0L);
    arguments.add(row.last().author());
    arguments.add(row.last().onBehalfOf());
    arguments.add(row.last().device());
    arguments.add(row.last().at().toEpochMilli());
    for (var column : table.columns()) {
      arguments.add(column.of(row.view().get(column.field().name())));
    }
    arguments.add(row.id().key());
    return arguments.toArray();
  }

  private static Fields fields(String json) {
    return json.isEmpty() ? Fields.NONE : Json.parseFields(json);
  }
}
