package no.samsyn.store;

import java.util.Map;
import java.util.SortedSet;
import no.samsyn.audit.AuditFilter;
import no.samsyn.audit.AuditFilter.By;

/** Who did what to which type of record, and how it ended. There are few, however many entries. */
record AuditKind(String actor, String entity, String action, String outcome) {

  /** Returns whether the filter lets entries of this kind through, as far as that decides. */
  boolean isAskedForBy(AuditFilter filter) {
    var wanted = filter.wanted();
    return allows(wanted, By.ACTOR, actor)
        && allows(wanted, By.ENTITY, entity)
        && allows(wanted, By.ACTION, action)
        && allows(wanted, By.OUTCOME, outcome);
  }

  private static boolean allows(Map<By, SortedSet<String>> wanted, By by, String value) {
    var values = wanted.get(by);
    return values == null || values.contains(value);
  }

  @Override
  public String toString() {
    return "AuditKind[" + entity + ", " + action + ", " + outcome + "]"; // actors are people
  }
}
