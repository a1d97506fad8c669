package no.samsyn.store;

import java.util.ArrayList;
import java.util.List;
import no.samsyn.model.EntitySchema;
import no.samsyn.model.FieldSchema;
import no.samsyn.sync.RecordQuery;

/**
 * Composes the statements on the table of one entity type from its schema. Immutable.
 *
 * <p>This is the one exception to "no concatenation in SQL": tables and columns differ from schema
 * to schema. Only the names of entities and of indexed fields, which {@link EntitySchema} allows by
 * pattern, become part of a statement; every value is bound.
 *
 * <p>{@code gen} is the generation of a row: the mirror is the rows of one generation, staging
 * those of the next. {@code gen} and {@code removed} lead every index of a list, {@code record_key}
 * ends it, so that a page in any order is read from the index alone, without sorting.
 */
final class MirrorTable {
  private static final String LAYOUT = "1"; // of the columns that do not come from the schema

  private final EntitySchema schema;
  private final String name;
  private final List<MirrorColumn> columns = new ArrayList<>();

  final String find;
  final String insert;
  final String update;
  final String delete;
  final String anyBetween;
  final String after;
  final String countOnServer;
  final String deleteBelow;
  final String deleteAbove;

  /**
   * Composes for one table.
   *
   * @param number tells the tables of one entity type apart while one replaces the other
   */
  MirrorTable(EntitySchema schema, long number) {
    this.schema = schema;
    this.name = "m_" + schema.name() + (number == 1 ? "" : "_" + number);
    schema.indexedFields().forEach(field -> columns.add(new MirrorColumn(field)));
    find = "select " + READ + " from " + name + " where gen = ? and record_key = ?";
    insert = insertStatement();
    update = updateStatement();
    delete = "delete from " + name + " where gen = ? and record_key = ?";
    anyBetween =
        "select record_key from "
            + name
            + " where gen = ? and record_key >= ? and record_key <= ? limit 1";
    after =
        "select "
            + READ
            + " from "
            + name
            + " where gen = ? and record_key > ? and version >= ? order by gen, record_key limit ?";
    countOnServer =
        "select count(*) from "
            + name
            + " where gen = ? and removed = ? and state = ? and on_server = 1";
    deleteBelow = "delete from " + name + " where gen < ?";
    deleteAbove = "delete from " + name + " where gen > ?";
  }

  /** The columns of every table, in the order in which {@link MirrorRows} reads them. */
  private static final String READ =
      "record_key, server_id, version, body, base, state, removed,"
          + " author, on_behalf_of, device, changed_at";

  /** The columns of every table, in the order in which {@link MirrorRows} writes them. */
  private static final List<String> WRITTEN =
      List.of(
          "server_id",
          "version",
          "body",
          "base",
          "state",
          "removed",
          "on_server",
          "author",
          "on_behalf_of",
          "device",
          "changed_at");

  EntitySchema schema() {
    return schema;
  }

  String name() {
    return name;
  }

  List<MirrorColumn> columns() {
    return columns;
  }

  /** Says what the table looks like; a table of another shape has to be built anew. */
  String shape() {
    var shape = new StringBuilder(LAYOUT);
    columns.forEach(column -> shape.append(' ').append(column.name()));
    return shape.toString();
  }

  /** Returns what builds the table with its indexes, whatever an interrupted attempt left. */
  List<String> definitions() {
    var definitions = new ArrayList<String>();
    definitions.add("drop table if exists " + name);
    definitions.add(tableDefinition());
    definitions.add(index("state", "gen, removed, state, on_server, record_key"));
    for (var column : columns) {
      definitions.add(index(column.name(), "gen, removed, " + column.name() + ", record_key"));
    }
    return definitions;
  }

  private String tableDefinition() {
    var text = new StringBuilder("create table ").append(name).append(" (gen bigint not null");
    text.append(", record_key varchar not null, server_id varchar not null");
    text.append(", version bigint not null, body varchar not null, base varchar not null");
    text.append(", state varchar not null, removed integer not null, on_server integer not null");
    text.append(", author varchar not null, on_behalf_of varchar not null");
    text.append(", device varchar not null, changed_at bigint not null");
    for (var column : columns) {
      text.append(", ").append(column.name()).append(' ').append(column.type());
      text.append(" not null");
    }
    return text.append(", primary key (gen, record_key))").toString();
  }

  private String index(String suffix, String indexed) {
    return "create index " + name + "_by_" + suffix + " on " + name + " (" + indexed + ")";
  }

  private String insertStatement() {
    var names = new StringBuilder();
    var marks = new StringBuilder();
    for (var column : written()) {
      names.append(column).append(", ");
      marks.append("?, ");
    }
    return "insert into " + name + " (" + names + "gen, record_key) values (" + marks + "?, ?)";
  }

  private String updateStatement() {
    var set = new StringBuilder();
    for (var column : written()) {
      set.append(set.length() == 0 ? "" : ", ").append(column).append(" = ?");
    }
    return "update " + name + " set " + set + " where gen = ? and record_key = ?";
  }

  private List<String> written() {
    var written = new ArrayList<>(WRITTEN);
    columns.forEach(column -> written.add(column.name()));
    return written;
  }

  /** A statement with what is bound to it. */
  record Bound(String sql, List<Object> arguments) {}

  Bound count(RecordQuery query, long generation) {
    var arguments = new ArrayList<Object>();
    var where = where(query, generation, arguments);
    return new Bound("select count(*) from " + name + where, arguments);
  }

  Bound page(RecordQuery query, long generation) {
    var arguments = new ArrayList<Object>();
    var where = where(query, generation, arguments);
    var direction = query.descending() ? " desc" : "";
    // gen and removed are the same in all rows: naming them lets H2 see that an index is in order.
    var order = new StringBuilder(" order by gen").append(direction);
    if (!sortColumn(query).equals("record_key") || query.filters().size() == 1) {
      order.append(", removed").append(direction).append(", ").append(leadingColumn(query));
      order.append(direction);
    }
    order.append(", record_key").append(direction).append(" limit ? offset ?");
    arguments.add((long) query.limit());
    arguments.add(query.offset());
    return new Bound("select " + READ + " from " + name + where + order, arguments);
  }

  /** In key order with one filter, the filter's own index is in order. */
  private String leadingColumn(RecordQuery query) {
    var sort = sortColumn(query);
    return sort.equals("record_key") ? filterColumn(query.filters().get(0).field()) : sort;
  }

  private String where(RecordQuery query, long generation, List<Object> arguments) {
    var where = new StringBuilder(" where gen = ? and removed = 0");
    arguments.add(generation);
    for (var filter : query.filters()) {
      where.append(" and ").append(filterColumn(filter.field())).append(" = ?");
      arguments.add(filterValue(filter));
    }
    return where.toString();
  }

  private String sortColumn(RecordQuery query) {
    if (query.sort().isEmpty() || query.sort().equals("key")) {
      return "record_key";
    }
    return query.sort().equals("state") ? "state" : column(query.sort(), "sorted").name();
  }

  private String filterColumn(String field) {
    return field.equals("state") ? "state" : column(field, "filtered").name();
  }

  private Object filterValue(RecordQuery.Filter filter) {
    return filter.field().equals("state")
        ? filter.value()
        : column(filter.field(), "filtered").ofText(filter.value());
  }

  private MirrorColumn column(String field, String what) {
    for (var column : columns) {
      if (column.field().name().equals(field)) {
        return column;
      }
    }
    throw new IllegalArgumentException(
        schema.name() + " cannot be " + what + " by " + field + "; it can be by " + allowed(what));
  }

  private String allowed(String what) {
    var allowed =
        new ArrayList<>(what.equals("sorted") ? List.of("key", "state") : List.of("state"));
    for (FieldSchema field : schema.indexedFields()) {
      allowed.add(field.name());
    }
    return String.join(", ", allowed);
  }
}
