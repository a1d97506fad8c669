package no.samsyn.app;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Supplier;
import no.samsyn.audit.AuditFilter;
import no.samsyn.sync.OrganisationTrail;
import no.samsyn.sync.Reply;

/** A way to the organisation's trail that is built when it is first used. */
final class LazyTrail implements OrganisationTrail {
  private final Supplier<OrganisationTrail> way;

  LazyTrail(Supplier<OrganisationTrail> way) {
    this.way = way;
  }

  @Override
  public Reply<Long> entries(AuditFilter filter, long after, int limit, Visitor visitor)
      throws IOException {
    return way.get().entries(filter, after, limit, visitor);
  }

  @Override
  public Reply<Long> newest(AuditFilter filter, long before, int limit, Visitor visitor)
      throws IOException {
    return way.get().newest(filter, before, limit, visitor);
  }

  @Override
  public Reply<Long> export(Wish wish, OutputStream out) throws IOException {
    return way.get().export(wish, out);
  }
}
