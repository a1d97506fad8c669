package no.samsyn.sync;

import java.util.List;

/** One page of records, and how many match in all. */
public record RecordPage(long total, List<MirrorRow> rows) {
  public RecordPage {
    rows = List.copyOf(rows);
  }
}
