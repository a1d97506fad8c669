package no.samsyn.ui.records;

import java.util.Map;
import no.samsyn.sync.RowState;

/**
 * One record as the table shows it: words only.
 *
 * @param cells what stands under each field, by the field's name
 * @param sentence all of it in one sentence, for whoever hears the row
 */
public record RecordRow(String key, RowState state, Map<String, String> cells, String sentence) {
  /** Stands where a row has not arrived yet. */
  static final RecordRow WAITING = new RecordRow("", RowState.SYNCED, Map.of(), "…");

  public RecordRow {
    cells = Map.copyOf(cells);
  }

  boolean isHere() {
    return !key.isEmpty();
  }

  @Override
  public String toString() {
    return sentence; // what a screen reader says of the row
  }
}
