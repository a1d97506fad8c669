package no.samsyn.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import no.samsyn.audit.AuditFilter;
import no.samsyn.audit.AuditFilter.By;
import no.samsyn.audit.Committed;
import no.samsyn.audit.SealedEntry;
import no.samsyn.audit.ShownEntry;
import no.samsyn.model.Fields;
import no.samsyn.model.Value;
import no.samsyn.server.scope.Refusal;
import no.samsyn.server.store.AuditTable;
import no.samsyn.server.trail.AuditHandler;
import org.junit.jupiter.api.Test;

/** The log from the newest on: page by page it tells exactly what the filter asks for. */
abstract class TrailPagesContract extends ServerContract {
  private final List<Instant> times = new ArrayList<>();

  /** Two people, some kinds, and a clock that is set back once. */
  private void muchHappens() {
    for (var i = 0; i < 4; i++) {
      times.add(org.time.now());
      var record = activityOf(org.ola);
      org.north.push(org.north.update(record, "minutes", Value.whole(70 + i))).allApplied();
      org.ola.push(org.ola.update(record, "minutes", Value.whole(40))); // met another
      org.ola.push(org.ola.create("activity", org.ola.key(), Fields.NONE)); // refused
      contactOf(org.nora);
      org.time.pass(i == 2 ? Duration.ofDays(-2) : Duration.ofDays(1));
    }
  }

  @Test
  void pagesTellWhatIsAskedForAndNothingElse() {
    muchHappens();
    var record = all().get(all().size() - 1).text(Committed.RECORD);
    var filters = new ArrayList<AuditFilter>();
    for (var base :
        List.of(
            AuditFilter.ALL,
            AuditFilter.ALL.with(By.ACTOR, "ola"),
            AuditFilter.ALL.with(By.ACTOR, "ola", "nina"),
            AuditFilter.ALL.with(By.RECORD, record),
            AuditFilter.ALL.with(By.ENTITY, "contact"),
            AuditFilter.ALL.with(By.OUTCOME, "update", "stale"),
            AuditFilter.ALL.with(By.ACTION, "applied").with(By.ACTOR, "nina", "nora"),
            AuditFilter.ALL.with(By.ACTION, "applied", "rejected"),
            AuditFilter.ALL.with(By.ACTOR, "nobody"))) {
      filters.add(base);
      filters.add(base.during(times.get(2), AuditFilter.ALL.until()));
      filters.add(base.during(times.get(1), times.get(2).plusSeconds(1)));
      filters.add(base.during(AuditFilter.ALL.from(), times.get(3)));
    }
    var told = 0;
    for (var filter : filters) {
      var expected = expected(filter);
      told += expected.size();
      for (var size : List.of(1, 3, 100)) {
        assertThat(inPages(filter, size)).as(filter.text() + " by " + size).isEqualTo(expected);
      }
    }
    assertThat(told).as("something was asked for").isGreaterThan(100);
  }

  private List<Long> expected(AuditFilter filter) {
    var matching = new ArrayList<Long>();
    for (var sealed : all()) {
      var actor = sealed.text(Committed.ACTOR);
      if (filter.matches(sealed.entry().link(), actor, sealed.text(Committed.RECORD))) {
        matching.add(sealed.entry().index());
      }
    }
    Collections.reverse(matching);
    return matching;
  }

  private List<SealedEntry> all() {
    return database()
        .read(tx -> AuditTable.page(tx, TestOrganisation.ORG, 0, Long.MAX_VALUE, 10_000));
  }

  private List<Long> inPages(AuditFilter filter, int size) {
    var told = new ArrayList<Long>();
    var page = page(filter, 0, size);
    while (!page.isEmpty()) {
      assertThat(page.size()).isLessThanOrEqualTo(size);
      page.forEach(shown -> told.add(shown.entry().index()));
      page = page(filter, told.get(told.size() - 1), size);
    }
    return told;
  }

  private List<ShownEntry> page(AuditFilter filter, long before, int size) {
    var out = new ByteArrayOutputStream();
    try {
      var request = new AuditHandler.NewestRequest(filter, before, size);
      org.core.audit().newest(org.admin.caller(), request, out);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toString(StandardCharsets.UTF_8)
        .lines()
        .map(line -> ShownEntry.ofLine(line.getBytes(StandardCharsets.UTF_8)))
        .toList();
  }

  @Test
  void aPageHasTheValuesBeforeAndAfter() {
    var record = activityOf(org.ola);
    org.north.push(org.north.update(record, "minutes", Value.whole(90))).allApplied();
    var newest = page(AuditFilter.ALL, 0, 1).get(0);
    assertThat(newest.open().get(Committed.before("minutes")).value()).isEqualTo(Value.whole(60));
    assertThat(newest.open().get(Committed.after("minutes")).value()).isEqualTo(Value.whole(90));
  }

  @Test
  void onlyAdministratorsReadPages() {
    for (var device : List.of(org.ola, org.north)) {
      var request = new AuditHandler.NewestRequest(AuditFilter.ALL, 0, 1);
      var out = new ByteArrayOutputStream();
      assertThatThrownBy(() -> org.core.audit().newest(device.caller(), request, out))
          .isInstanceOf(Refusal.class);
      assertThat(out.size()).isZero();
    }
  }
}
