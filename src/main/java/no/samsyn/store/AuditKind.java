package no.samsyn.store;

import no.samsyn.audit.AuditFilter;
import no.samsyn.audit.AuditFilter.By;

/** Who did what to which type of record, and how it ended. There are few, however many entries. */
record AuditKind(String actor, String entity, String action, String outcome) {

  /** Returns whether the filter lets entries of this kind through, as far as that decides. */
  boolean isAskedForBy(AuditFilter filter) {
    return allows(filter, By.ACTOR, actor)
        && allows(filter, By.ENTITY, entity)
        && allows(filter, By.ACTION, action)
        && allows(filter, By.OUTCOME, outcome);
  }

  private static boolean allows(AuditFilter filter, By by, String value) {
    return filter.isAny(by) || filter.values(by).contains(value);
  }

  @Override
  public String toString() {
    return "AuditKind[" + entity + ", " + action + ", " + outcome + "]"; // actors are people
  }
}
