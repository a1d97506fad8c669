package no.samsyn.testkit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import no.samsyn.json.Json;
import no.samsyn.model.RecordId;
import no.samsyn.model.ServerRecord;
import no.samsyn.model.Value;
import no.samsyn.sync.Mirror;
import no.samsyn.sync.MirrorRow;
import no.samsyn.sync.RecordPage;
import no.samsyn.sync.RecordQuery;
import no.samsyn.sync.Staging;

/** Mirror and staging in memory. */
final class InMemoryMirror implements Mirror {
  private final UndoMap<String, MirrorRow> rows;
  private final UndoMap<String, ServerRecord> staged;
  private final Set<String> touched;

  InMemoryMirror(UndoMap.Log log, Set<String> touched) {
    this.rows = new UndoMap<>(log);
    this.staged = new UndoMap<>(log);
    this.touched = touched;
  }

  @Override
  public Optional<MirrorRow> find(RecordId id) {
    return rows.get(id.toString());
  }

  @Override
  public boolean has(RecordId id) {
    return find(id).map(row -> !row.removed()).orElse(false);
  }

  @Override
  public void put(MirrorRow row) {
    touched.add(row.id().entity());
    rows.put(row.id().toString(), row);
  }

  @Override
  public void remove(RecordId id) {
    touched.add(id.entity());
    rows.remove(id.toString());
  }

  @Override
  public List<String> keys(RecordQuery order) {
    return matching(order).stream().map(row -> row.id().key()).toList();
  }

  @Override
  public Set<String> candidates(String entity, List<List<String>> oneOfEach) {
    return rows.values().stream()
        .filter(row -> row.id().entity().equals(entity) && !row.removed())
        .filter(
            row -> {
              var body = Json.write(row.view()).toLowerCase(Locale.ROOT);
              return oneOfEach.stream().allMatch(texts -> texts.stream().anyMatch(body::contains));
            })
        .map(row -> row.id().key())
        .collect(Collectors.toSet());
  }

  @Override
  public RecordPage list(RecordQuery query) {
    return new RecordPage(matching(query).size(), rows(query));
  }

  @Override
  public List<MirrorRow> rows(RecordQuery query) {
    return matching(query).stream().skip(query.offset()).limit(query.limit()).toList();
  }

  private List<MirrorRow> matching(RecordQuery query) {
    var matching = new ArrayList<MirrorRow>();
    for (var row : rows.values()) {
      if (row.id().entity().equals(query.entity())
          && !row.removed()
          && matches(row, query.filters())) {
        matching.add(row);
      }
    }
    var byKey = Comparator.comparing((MirrorRow row) -> row.id().key());
    Comparator<MirrorRow> bySort = Comparator.comparing(row -> sortText(row, query.sort()));
    var order = bySort.thenComparing(byKey);
    matching.sort(query.descending() ? order.reversed() : order);
    return matching;
  }

  @Override
  public boolean hasAny(String entity, List<RecordQuery.Filter> filters) {
    return !rows(new RecordQuery(entity, filters, "", false, 1, 0)).isEmpty();
  }

  private static boolean matches(MirrorRow row, List<RecordQuery.Filter> filters) {
    return filters.stream().allMatch(filter -> textOf(row, filter.field()).equals(filter.value()));
  }

  private static String sortText(MirrorRow row, String sort) {
    return sort.isEmpty() ? "" : textOf(row, sort);
  }

  private static String textOf(MirrorRow row, String field) {
    if (field.equals("state")) {
      return row.state().code();
    }
    if (field.equals("key")) {
      return row.id().key();
    }
    var value = row.view().get(field);
    if (value instanceof Value.Whole whole) {
      return Long.toString(whole.number());
    }
    return value instanceof Value.Flag flag ? Boolean.toString(flag.on()) : value.asText();
  }

  @Override
  public long countOnServer(String entity) {
    return rows.values().stream()
        .filter(row -> row.id().entity().equals(entity) && row.isOnServer())
        .count();
  }

  @Override
  public List<MirrorRow> scan(String entity, String afterKey, int max) {
    return rows.view().tailMap(entity + "/" + afterKey, false).values().stream()
        .filter(row -> row.id().entity().equals(entity) && row.isOnServer())
        .limit(max)
        .toList();
  }

  void removeStaged(RecordId id) {
    staged.remove(id.toString());
  }

  Staging staging() {
    return new Staging() {
      @Override
      public void clear() {
        staged.clear();
      }

      @Override
      public void add(List<ServerRecord> page) {
        for (var record : page) {
          if (record.isPresent()) {
            staged.put(record.id().toString(), record);
          } else {
            staged.remove(record.id().toString());
          }
        }
      }

      @Override
      public Optional<ServerRecord> find(RecordId id) {
        return staged.get(id.toString());
      }

      @Override
      public void swap() {
        rows.clear();
        staged.values().forEach(record -> put(MirrorRow.ofServer(record)));
        staged.clear();
      }
    };
  }
}
