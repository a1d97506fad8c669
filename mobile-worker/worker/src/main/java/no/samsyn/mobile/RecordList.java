package no.samsyn.mobile;

import java.util.List;

/** One page of records, and how many there are in all. */
public record RecordList(long total, List<RecordView> records) {
  public RecordList {
    records = List.copyOf(records);
  }
}
