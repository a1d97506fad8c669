package no.samsyn.cli;

import java.util.ArrayList;
import java.util.List;
import no.samsyn.console.FieldTexts;
import no.samsyn.console.OutboxItem;
import no.samsyn.console.OutboxRow;
import no.samsyn.model.EntitySchema;
import no.samsyn.model.FieldSchema;
import no.samsyn.model.Value;

/** One change for the person who decides on it: each field before, yours and theirs. Pure. */
final class Sides {
  private static final String MASK = "•••";
  private static final String NONE = "-";

  private final EntitySchema schema;
  private final boolean reveal;

  Sides(EntitySchema schema, boolean reveal) {
    this.schema = schema;
    this.reveal = reveal;
  }

  List<String> lines(OutboxItem item) {
    var knowsTheirs = item.theirsVersion() > 0;
    var head = List.of("field", "before", "yours");
    var table = new Table(knowsTheirs ? with(head, "theirs") : head);
    item.mine()
        .changes()
        .byName()
        .forEach(
            (name, change) -> {
              var cells = List.of(name, text(name, change.before()), text(name, change.after()));
              table.add(knowsTheirs ? with(cells, text(name, item.theirs().get(name))) : cells);
            });
    var lines = new ArrayList<>(table.wholeLines());
    if (item.row().state() == OutboxRow.State.NEEDS_YOU) {
      lines.add(
          knowsTheirs
              ? "retry sends yours on top of theirs; discard keeps theirs."
              : "retry sends it again as the record is now; discard throws it away, with all unsent"
                  + " of its record.");
    }
    return lines;
  }

  private static List<String> with(List<String> cells, String last) {
    var more = new ArrayList<>(cells);
    more.add(last);
    return more;
  }

  private String text(String name, Value value) {
    if (!value.isPresent()) {
      return NONE;
    }
    // A field that this version does not know may be anything, so it counts as sensitive.
    var isSensitive = schema.field(name).map(FieldSchema::isSensitive).orElse(true);
    return isSensitive && !reveal ? MASK : FieldTexts.write(value);
  }
}
