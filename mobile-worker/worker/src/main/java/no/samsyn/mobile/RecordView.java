package no.samsyn.mobile;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import no.samsyn.sync.MirrorRow;

/**
 * A record as a person sees it: the server's last state with the own unsent changes over it.
 *
 * @param key given where the record was made, for good
 * @param state {@code synced}, {@code unsent}, {@code needs-you} or {@code in-review}
 */
public record RecordView(String entity, String key, String state, Map<String, Object> fields) {
  public RecordView {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  static RecordView of(MirrorRow row) {
    return new RecordView(
        row.id().entity(), row.id().key(), row.state().code(), FieldMap.map(row.view()));
  }

  @Override
  public String toString() {
    return "RecordView[" + entity + " " + key + " " + state + "]"; // the fields are personal
  }
}
