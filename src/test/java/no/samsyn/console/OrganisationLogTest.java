package no.samsyn.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import no.samsyn.audit.AuditFact;
import no.samsyn.audit.AuditFilter;
import no.samsyn.audit.Profile;
import no.samsyn.audit.ShownEntry;
import no.samsyn.model.FieldChanges;
import no.samsyn.sync.Account;
import no.samsyn.sync.OrganisationTrail;
import no.samsyn.sync.Reply;
import no.samsyn.testkit.SeededChance;
import no.samsyn.testkit.TestDevice;
import org.junit.jupiter.api.Test;

/** However much is asked for: the newest entries in order, a page of the server's at a time. */
class OrganisationLogTest {
  private static final int ENTRIES = 2_350;

  private final TestDevice ada = new TestDevice(1);
  private final Served server = new Served();
  private final AuditDesk desk = new AuditDesk(ada.store, server);

  /** Tells a page of a long trail, as the server does, or the oldest as servers once did. */
  private static final class Served implements OrganisationTrail {
    private final List<Long> asked = new ArrayList<>();
    private boolean isOld;

    @Override
    public Reply<Long> newest(AuditFilter filter, long before, int limit, Visitor visitor) {
      asked.add(before);
      var last = before == 0 ? ENTRIES : before - 1;
      var first = Math.max(1, last - Math.min(limit, 1_000) + 1);
      LongStream.rangeClosed(first, last)
          .map(index -> isOld ? index : first + last - index)
          .forEach(index -> visitor.entry(entry(index)));
      return new Reply.Answer<>(last - first + 1);
    }

    private static ShownEntry entry(long index) {
      var fact =
          new AuditFact(
              "default",
              Instant.parse("2026-11-20T08:00:00Z"),
              "applied",
              new AuditFact.Who("ola", "", "phone"),
              new AuditFact.About("activity", "key", "mutation", 1, FieldChanges.NONE),
              new AuditFact.Result("update", "", ""));
      var sealed = fact.seal(index, new SeededChance(index));
      return new ShownEntry(sealed.entry(), Profile.FULL, Map.of(), sealed.open());
    }

    @Override
    public Reply<Long> entries(AuditFilter filter, long after, int limit, Visitor visitor) {
      throw new IllegalStateException("a list is not read through from the oldest on");
    }

    @Override
    public Reply<Long> export(Wish wish, OutputStream out) {
      throw new IllegalStateException("not asked for here");
    }
  }

  private AuditDesk.Page list(int limit) {
    return desk.list(AuditDesk.Of.ORGANISATION, AuditFilter.ALL, limit);
  }

  private void signIn(String role) {
    ada.signIn(new Account("ada", "Ada", role, "", List.of()));
  }

  @Test
  void aListIsAsLongAsItWasAskedForAndReadsNoMore() {
    signIn("administrator");
    var some = list(3);
    assertThat(some.rows())
        .extracting(row -> row.event().index())
        .containsExactly(2350L, 2349L, 2348L);
    assertThat(some.isMore()).isTrue();
    assertThat(some.total()).isEmpty();
    assertThat(server.asked).containsExactly(0L);
  }

  @Test
  void aLongListComesInPagesWithoutAGap() {
    signIn("administrator");
    var most = list(2_000);
    assertThat(most.isMore()).isTrue();
    assertInOrder(most, 2_000);
    var exactly = list(ENTRIES);
    assertThat(exactly.isMore()).isFalse();
    assertThat(exactly.total()).hasValue(ENTRIES);
    var all = list(100_000);
    assertThat(all.isMore()).isFalse();
    assertInOrder(all, ENTRIES);
  }

  private static void assertInOrder(AuditDesk.Page page, int size) {
    assertThat(page.rows()).hasSize(size);
    for (var i = 0; i < size; i++) {
      assertThat(page.rows().get(i).event().index()).isEqualTo(ENTRIES - i);
    }
  }

  @Test
  void aServerThatTellsTheOldestFirstIsSaidToBeTooOld() {
    signIn("administrator");
    server.isOld = true;
    assertThatThrownBy(() -> list(3)).isInstanceOf(Trouble.class).hasMessageContaining("upgraded");
  }

  @Test
  void onlyAdministratorsAsk() {
    signIn("coordinator");
    assertThatThrownBy(() -> list(3))
        .isInstanceOf(Trouble.class)
        .hasMessageContaining("administrators");
    assertThat(server.asked).isEmpty();
  }
}
