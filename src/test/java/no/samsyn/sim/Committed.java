package no.samsyn.sim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import no.samsyn.audit.AuditEvent;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.RecordId;
import no.samsyn.sync.MirrorRow;
import no.samsyn.sync.OutboxEntry;

/** What one transaction of a device did, as seen at the store's border. */
final class Committed {
  /** An event of the trail with the values that it brings. */
  record Told(AuditEvent event, FieldChanges changes) {}

  final boolean byPerson;
  final Set<RecordId> touched = new LinkedHashSet<>();
  final List<MirrorRow> rows = new ArrayList<>();
  final List<OutboxEntry> appended = new ArrayList<>();
  final Set<String> removed = new LinkedHashSet<>();
  final Set<String> lettersGone = new LinkedHashSet<>();
  final List<Told> told = new ArrayList<>();
  final Map<String, String> facts = new LinkedHashMap<>();
  boolean swapped;
  boolean reoffered;

  Committed(boolean byPerson) {
    this.byPerson = byPerson;
  }
}
