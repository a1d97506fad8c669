package no.samsyn.console;

import java.util.Map;
import no.samsyn.sync.MirrorRow;

/**
 * One record as a list shows it.
 *
 * @param labels words for the records that it refers to, by key
 */
public record RecordLine(MirrorRow row, Map<String, String> labels) {
  public RecordLine {
    labels = Map.copyOf(labels);
  }

  @Override
  public String toString() {
    return "RecordLine[" + row.id() + "]"; // values are personal
  }
}
