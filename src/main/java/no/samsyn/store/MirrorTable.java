package no.samsyn.store;

import static java.util.Comparator.comparingInt;

import java.util.ArrayList;
import java.util.List;
import no.samsyn.model.EntitySchema;
import no.samsyn.sync.RecordQuery;

/**
 * Composes the statements on one table of one entity type from its schema. Immutable.
 *
 * <p>This is the one exception to "no concatenation in SQL": tables and columns differ from schema
 * to schema. Only the names of entities and of indexed fields, which {@link EntitySchema} allows by
 * pattern, become part of a statement; every value is bound.
 *
 * <p>There is an index for each indexed field but yes-or-no ones, which would find half of the
 * rows. It begins with what a list always asks for, goes on with the field and the key, so that a
 * page in its order needs no sorting, and ends with all other indexed fields, so that any filter
 * together with any order is decided without reading a row.
 */
final class MirrorTable {
  private static final String LAYOUT = "1"; // of the columns that do not come from the schema

  private static final int FEW_VALUES = 4; // the rank of what tells records apart hardly at all

  private static final String READ =
      "record_key, server_id, version, body, base, state, removed,"
          + " author, on_behalf_of, device, changed_at";

  /** In the order in which {@link MirrorRows} gives the values; indexed fields follow. */
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
  final String deleteAll;

  /**
   * Composes for one table.
   *
   * @param number tells the tables of one entity type apart
   */
  MirrorTable(EntitySchema schema, long number) {
    this.schema = schema;
    this.name = nameOf(schema, number);
    schema.indexedFields().forEach(field -> columns.add(new MirrorColumn(field)));
    find = "select " + READ + " from " + name + " where record_key = ?";
    insert = insertStatement();
    update = updateStatement();
    delete = "delete from " + name + " where record_key = ?";
    anyBetween =
        "select record_key from " + name + " where record_key >= ? and record_key <= ? limit 1";
    after =
        ("select " + READ + " from " + name)
            + " where record_key > ? and version >= ? order by record_key limit ?";
    countOnServer =
        ("select count(*) from " + name) + " where removed = ? and state = ? and on_server = 1";
    deleteAll = "delete from " + name;
  }

  static String nameOf(EntitySchema schema, long number) {
    return "m_" + schema.name() + "_" + number;
  }

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

  String definition() {
    var text = new StringBuilder("create table if not exists ").append(name);
    text.append(" (record_key varchar not null primary key, server_id varchar not null");
    text.append(", version bigint not null, body varchar not null, base varchar not null");
    text.append(", state varchar not null, removed integer not null, on_server integer not null");
    text.append(", author varchar not null, on_behalf_of varchar not null");
    text.append(", device varchar not null, changed_at bigint not null");
    for (var column : columns) {
      text.append(", ").append(column.name()).append(' ').append(column.type());
      text.append(" not null");
    }
    return text.append(')').toString();
  }

  List<String> indexDefinitions() {
    var definitions = new ArrayList<String>();
    definitions.add(indexDefinition("state", "record_key, on_server"));
    for (var column : columns) {
      if (column.isSelective()) {
        definitions.add(indexDefinition(column.name(), "record_key"));
      }
    }
    return definitions;
  }

  private String indexDefinition(String leading, String next) {
    var indexed = new StringBuilder("removed, ").append(leading).append(", ").append(next);
    for (var column : columns) {
      if (!column.name().equals(leading)) {
        indexed.append(", ").append(column.name());
      }
    }
    return ("create index if not exists " + name + "_by_" + leading)
        + (" on " + name + " (" + indexed + ")");
  }

  private String insertStatement() {
    var names = new StringBuilder();
    var marks = new StringBuilder();
    for (var column : written()) {
      names.append(column).append(", ");
      marks.append("?, ");
    }
    return "insert into " + name + " (" + names + "record_key) values (" + marks + "?)";
  }

  private String updateStatement() {
    var set = new StringBuilder();
    for (var column : written()) {
      set.append(set.length() == 0 ? "" : ", ").append(column).append(" = ?");
    }
    return "update " + name + " set " + set + " where record_key = ?";
  }

  private List<String> written() {
    var written = new ArrayList<>(WRITTEN);
    columns.forEach(column -> written.add(column.name()));
    return written;
  }

  /** A statement with what is bound to it. */
  record Bound(String sql, List<Object> arguments) {}

  Bound count(RecordQuery query) {
    var arguments = new ArrayList<Object>();
    var where = whereByOneIndex(query, arguments);
    return new Bound("select count(*) from " + name + where, arguments);
  }

  /**
   * Asks for the keys of a page alone: they stand in the index, and only a page's rows are read.
   */
  Bound pageOfKeys(RecordQuery query) {
    return keys(query, query.limit(), query.offset());
  }

  /** Asks for every key in order, whatever the page. */
  Bound allKeys(RecordQuery query) {
    return keys(query, Integer.MAX_VALUE, 0);
  }

  private Bound keys(RecordQuery query, long limit, long offset) {
    var arguments = new ArrayList<Object>();
    var isAllByKey = query.filters().isEmpty() && sortColumn(query).equals("record_key");
    // The sum keeps both databases from gathering all rows that are not removed before sorting.
    String where;
    if (isAllByKey) {
      where = " where record_key > '' and removed + 0 = 0";
    } else if (sortColumn(query).equals("record_key")) {
      where = whereByOneIndex(query, arguments);
    } else {
      where = where(query, arguments); // the order chooses the index
    }
    var direction = query.descending() ? " desc" : "";
    var order = new StringBuilder(" order by ");
    // Columns with one value in all rows change no order; naming them shows H2 the index in order.
    for (var column : orderColumns(query)) {
      order.append(column).append(direction).append(", ");
    }
    order.append("record_key").append(direction).append(" limit ? offset ?");
    arguments.add(limit);
    arguments.add(offset);
    return new Bound("select record_key from " + name + where + order, arguments);
  }

  /**
   * Asks for every key whose record as text holds one of each list. No index helps here, and the
   * sum keeps both databases from one: bodies are read far faster in the order in which they lie.
   */
  Bound candidates(List<List<String>> oneOfEach) {
    var arguments = new ArrayList<Object>();
    var condition = new StringBuilder(" where removed + 0 = 0");
    for (var texts : oneOfEach) {
      condition.append(" and (");
      for (var i = 0; i < texts.size(); i++) {
        condition.append(i == 0 ? "" : " or ").append("lower(body) like ? escape '!'");
        arguments.add("%" + texts.get(i).replaceAll("([!%_])", "!$1") + "%");
      }
      condition.append(')');
    }
    return new Bound("select record_key from " + name + condition, arguments);
  }

  private List<String> orderColumns(RecordQuery query) {
    var sort = sortColumn(query);
    if (!sort.equals("record_key")) {
      return List.of("removed", sort);
    }
    var entered = entered(query);
    return entered.isEmpty() ? List.of() : List.of("removed", filterColumn(entered));
  }

  private String where(RecordQuery query, List<Object> arguments) {
    return where(query.filters(), "", arguments);
  }

  /**
   * As above, but the databases may enter an index by one filter only: without statistics H2 takes
   * any, and of one mentor's records on one day it would read all of that mentor's.
   */
  private String whereByOneIndex(RecordQuery query, List<Object> arguments) {
    return where(query.filters(), entered(query), arguments);
  }

  /** Returns the field by whose filter an index is entered; empty where there is no filter. */
  private String entered(RecordQuery query) {
    return query.filters().stream()
        .map(RecordQuery.Filter::field)
        .min(comparingInt(this::spread))
        .orElse("");
  }

  private String where(List<RecordQuery.Filter> filters, String entered, List<Object> arguments) {
    var where = new StringBuilder(" where removed = 0");
    for (var filter : filters) {
      var name = filterColumn(filter.field());
      var isFree = entered.isEmpty() || filter.field().equals(entered);
      // No index serves an expression. H2 sees through "|| ''" and takes it away.
      where.append(
          isFree ? " and " + name + " = ?" : " and case " + name + " when ? then 1 end = 1");
      arguments.add(filterValue(filter));
    }
    return where.toString();
  }

  /** Tells how far a field's values are spread, the furthest first: a day has few records. */
  private int spread(String field) {
    if (field.equals("state")) {
      return FEW_VALUES;
    }
    return switch (column(field, "filtered").field().type()) {
      case DATE -> 0;
      case TEXT, TIME -> 1;
      case INTEGER -> 2;
      case REFERENCE -> 3;
      case ENUM -> FEW_VALUES;
      case BOOLEAN, OBJECT -> FEW_VALUES + 1;
    };
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
    schema.indexedFields().forEach(field -> allowed.add(field.name()));
    return String.join(", ", allowed);
  }
}
