package no.samsyn.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import no.samsyn.desktop.H2Store;
import no.samsyn.e2e.BadProxy.Mischief;
import no.samsyn.model.RecordId;
import no.samsyn.model.Value;
import no.samsyn.store.Sql;
import no.samsyn.wire.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever a proxy between the real client and the real server does, it is done exactly once. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class BadNetworkTest extends TwoDesks {
  private static final int RUNS_MAX = 4;

  private BadProxy proxy;
  private Desk far;

  @Override
  Sql open(Path deskDirectory) {
    return H2Store.openPlain(deskDirectory);
  }

  @Test
  void whateverAProxyDoesToARequestEverythingArrivesOnceAndOnBothSides() throws Exception {
    try (var between = new BadProxy(server.address());
        var behindIt = new Desk(folder("far"), this::open, between.address(), time)) {
      proxy = between;
      far = behindIt.signIn("ola");
      far.sync();
      for (var mischief : Mischief.values()) {
        comesThrough(mischief);
      }
      assertThat(proxy.askedElsewhere()).as("a redirect was followed").isZero();
      kari.sync();
      far.sync();
      assertThat(bodies(kari)).containsAll(bodies(far));
      assertThat(far.device().letters()).isEmpty();
    }
    server.stop();
    assertThat(server.count(MORE_THAN_ONCE)).isZero();
    assertThat(server.count(CHANGES_OF_CONTACTS)).isEqualTo(3L * Mischief.values().length);
    server.startAgain();
  }

  private static final String MORE_THAN_ONCE =
      """
      select count(*) from (select mutation from feed group by mutation having count(*) > 1) twice
      """;

  private static final String CHANGES_OF_CONTACTS =
      """
      select count(*)
      from feed f join record r on r.id = f.record
      where r.body like '%behind the proxy%'
      """;

  /** A create and an edit on their way up, and somebody else's edit on its way down. */
  private void comesThrough(Mischief mischief) {
    var contact = far.addContact(far.ownMentor(), "behind the proxy " + mischief);
    proxy.next(Protocol.PUSH, mischief);
    sent(mischief);
    far.device().edit(contact, "phone", Value.text("900"));
    proxy.next(Protocol.PUSH, mischief);
    sent(mischief);
    assertThat(far.row(contact).version()).as(mischief.toString()).isEqualTo(2);

    kari.sync();
    kari.device().edit(contact, "note", Value.text("by Kari"));
    kari.sync();
    proxy.next(Protocol.CHANGES, mischief);
    heard(mischief, contact);
  }

  private void sent(Mischief mischief) {
    for (var run = 0; run < RUNS_MAX && !far.device().queued().isEmpty(); run++) {
      far.sync();
      time.advance(Duration.ofMinutes(1));
    }
    assertThat(proxy.isDone()).as("%s was done", mischief).isTrue();
    assertThat(far.device().queued()).as("waits after %s", mischief).isEmpty();
  }

  private void heard(Mischief mischief, RecordId contact) {
    for (var run = 0; run < RUNS_MAX && far.row(contact).version() < 3; run++) {
      far.sync();
      time.advance(Duration.ofMinutes(1));
    }
    assertThat(proxy.isDone()).as("%s was done", mischief).isTrue();
    assertThat(far.row(contact).version()).as(mischief.toString()).isEqualTo(3);
    assertThat(far.row(contact).view().text("note")).isEqualTo("by Kari");
  }
}
