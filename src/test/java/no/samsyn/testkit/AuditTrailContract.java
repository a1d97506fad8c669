package no.samsyn.testkit;

import static no.samsyn.testkit.Samples.NOW;
import static no.samsyn.testkit.Samples.event;
import static no.samsyn.testkit.Samples.strange;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import no.samsyn.audit.AuditAction;
import no.samsyn.audit.AuditEvent;
import no.samsyn.audit.AuditFilter;
import no.samsyn.audit.AuditFilter.By;
import no.samsyn.audit.ChainHead;
import no.samsyn.audit.Committed;
import no.samsyn.audit.HashChain;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.Fields;
import no.samsyn.model.Value;
import no.samsyn.sync.AuditQuery;
import no.samsyn.sync.DeviceFacts;
import no.samsyn.sync.StoredEntry;
import org.junit.jupiter.api.Test;

/** What every store keeps of the device's audit chain. */
public abstract class AuditTrailContract extends OutboxContract {
  private static final List<AuditAction> ACTIONS =
      List.of(AuditAction.SAVED, AuditAction.SENT, AuditAction.APPLIED, AuditAction.REJECTED);

  protected final List<StoredEntry.Whole> chain() {
    var whole = new ArrayList<StoredEntry.Whole>();
    listed(tx -> tx.audit().stored(0, 10_000)).forEach(each -> whole.add((StoredEntry.Whole) each));
    return whole;
  }

  protected final ChainHead trailHead() {
    return run(tx -> tx.audit().head());
  }

  protected final void chainLeadsToItsHead(int entries) {
    var chain = chain();
    assertThat(chain).hasSize(entries);
    var tenant = text(tx -> new DeviceFacts(tx.facts()).trailTenant(NOW, new SeededChance(1)));
    var again = HashChain.beginning(tenant);
    for (var stored : chain) {
      assertThat(again.append(stored.sealed().entry().link())).isEqualTo(stored.head());
      var commitments = stored.sealed().entry().particulars().commitments();
      assertThat(stored.sealed().open())
          .allSatisfy((name, salted) -> assertThat(salted.opens(commitments.get(name))).isTrue());
    }
    assertThat(trailHead()).isEqualTo(again.head());
  }

  @Test
  void theTrailIsAChainThatLeadsToItsHead() {
    assertThat(trailHead().index()).isZero();
    var half = Fields.of("note", Value.text("half a character: \uD83D")).with("zero", "\u0000");
    does(
        tx -> {
          tx.audit().record(event(1), FieldChanges.between(Fields.NONE, strange()));
          tx.audit().record(event(2), FieldChanges.between(strange(), half));
          tx.audit().record(AuditEvent.of(AuditAction.SIGNED_OUT, NOW, "ola", ""), NO_CHANGES);
        });
    chainLeadsToItsHead(3);
    var second = chain().get(1).sealed();
    assertThat(second.open().get(Committed.after("note")).value()).isEqualTo(half.get("note"));
    assertThat(second.open().get(Committed.before("unknown_decimal")).value())
        .isEqualTo(strange().get("unknown_decimal"));
    assertThat(second.text(Committed.DEVICE))
        .isEqualTo(text(tx -> new DeviceFacts(tx.facts()).device(NOW, new SeededChance(1))));
  }

  private static final FieldChanges NO_CHANGES = FieldChanges.NONE;

  @Test
  void anEntryThatWasRolledBackLeavesNoGap() {
    does(tx -> tx.audit().record(event(1), NO_CHANGES));
    assertThatThrownBy(
            () ->
                does(
                    tx -> {
                      tx.audit().record(other(7), NO_CHANGES);
                      throw new IllegalStateException("on purpose");
                    }))
        .hasMessage("on purpose");
    does(tx -> tx.audit().record(other(8), NO_CHANGES));
    does(tx -> tx.audit().record(event(2), NO_CHANGES));
    chainLeadsToItsHead(3);
    assertThat(listed(tx -> tx.audit().list(1, 1)))
        .extracting(AuditEvent::actor, AuditEvent::outcome)
        .containsExactly(tuple("kari", "new-outcome"));
  }

  private static AuditEvent other(long number) {
    return at(NOW.plusSeconds(number), AuditAction.DIED, "kari", "contact", "k", "new-outcome");
  }

  private static AuditEvent at(
      Instant at, AuditAction action, String actor, String entity, String key, String outcome) {
    return new AuditEvent(0, at, action, actor, "", entity, key, "m", 1, outcome, "");
  }

  /** Every filter of a list of them, in both orders, gives page by page what a plain look gives. */
  @Test
  void pagesHoldWhatTheFilterAsksForInOrderAndNothingElse() {
    var random = new Random(5);
    does(
        tx -> {
          for (var i = 0; i < 120; i++) {
            // Clocks stand still and go back: the order must not depend on them alone.
            var at = NOW.plusSeconds(random.nextInt(40));
            var action = ACTIONS.get(random.nextInt(ACTIONS.size()));
            var actor = random.nextInt(5) == 0 ? "kari" : "ola";
            var entity = random.nextBoolean() ? "activity" : "contact";
            var outcome = random.nextBoolean() ? "" : "code-" + random.nextInt(2);
            tx.audit()
                .record(
                    at(at, action, actor, entity, "key-" + random.nextInt(6), outcome), NO_CHANGES);
          }
        });
    var all = listed(tx -> tx.audit().list(0, 1_000));
    assertThat(all).hasSize(120);
    for (var filter : filters()) {
      for (var order : AuditQuery.Order.values()) {
        assertThat(paged(new AuditQuery(filter, order, AuditQuery.Mark.NONE, 7)))
            .as("%s %s", order, filter.text())
            .isEqualTo(plainly(all, filter, order));
      }
      assertThat(number(tx -> tx.audit().count(filter)))
          .isEqualTo(plainly(all, filter, AuditQuery.Order.OLDEST_FIRST).size());
    }
  }

  private static List<AuditFilter> filters() {
    var some = AuditFilter.ALL.during(NOW.plusSeconds(10), NOW.plusSeconds(25));
    return List.of(
        AuditFilter.ALL,
        some,
        AuditFilter.ALL.with(By.ACTOR, "kari"),
        AuditFilter.ALL.with(By.ACTOR, "nobody"),
        AuditFilter.ALL.with(By.RECORD, "key-3"),
        AuditFilter.ALL.with(By.RECORD, "key-3", "key-4").with(By.ACTION, "sent"),
        AuditFilter.ALL.with(By.ENTITY, "contact").with(By.OUTCOME, "code-1", ""),
        some.with(By.ACTION, "saved", "applied").with(By.ACTOR, "ola"),
        some.with(By.RECORD, "key-1").with(By.OUTCOME, "code-0"));
  }

  private List<AuditEvent> paged(AuditQuery first) {
    var found = new ArrayList<AuditEvent>();
    var query = first;
    while (true) {
      var asked = query;
      var page = listed(tx -> tx.audit().find(asked));
      assertThat(page).hasSizeLessThanOrEqualTo(first.limit());
      found.addAll(page);
      if (page.size() < first.limit()) {
        return found;
      }
      query = query.after(AuditQuery.Mark.of(page.get(page.size() - 1)));
    }
  }

  private static List<AuditEvent> plainly(
      List<AuditEvent> all, AuditFilter filter, AuditQuery.Order order) {
    var matching = new ArrayList<AuditEvent>();
    for (var event : all) {
      if (!event.at().isBefore(filter.from())
          && event.at().isBefore(filter.until())
          && allows(filter, By.ACTOR, event.actor())
          && allows(filter, By.RECORD, event.key())
          && allows(filter, By.ENTITY, event.entity())
          && allows(filter, By.ACTION, event.action().code())
          && allows(filter, By.OUTCOME, event.outcome())) {
        matching.add(event);
      }
    }
    var byTime = Comparator.comparing(AuditEvent::at).thenComparing(AuditEvent::index);
    matching.sort(order == AuditQuery.Order.NEWEST_FIRST ? byTime.reversed() : byTime);
    return matching;
  }

  private static boolean allows(AuditFilter filter, By by, String value) {
    var wanted = filter.wanted().get(by);
    return wanted == null || wanted.contains(value);
  }
}
