package no.samsyn.ui.audit;

import java.util.List;
import javafx.collections.ObservableList;

/** Keeps what is shown while the log grows at its newer end. */
final class AuditRows {
  private AuditRows() {}

  /**
   * Puts what is new before what is there, so that whoever reads further back stays where they are.
   * Returns false, and replaces everything, where the one does not follow on the other.
   */
  static boolean join(ObservableList<AuditRow> rows, List<AuditRow> newest) {
    var at = rows.isEmpty() ? -1 : newest.indexOf(rows.get(0));
    var same = newest.size() - Math.max(0, at);
    if (at < 0
        || rows.size() < same
        || !rows.subList(0, same).equals(newest.subList(at, newest.size()))) {
      rows.setAll(newest);
      return false;
    }
    rows.addAll(0, newest.subList(0, at));
    return true;
  }
}
