package no.samsyn.server;

import static org.assertj.core.api.Assertions.assertThat;

import no.samsyn.model.Value;
import no.samsyn.server.erasure.ErasureList;
import no.samsyn.server.store.Database;
import no.samsyn.server.store.Rewriting;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The server's contracts on a real PostgreSQL. */
final class PostgresServerTest {
  private static Database fresh() {
    return EmbeddedPostgresServer.newDatabase();
  }

  @Nested
  final class Pushing extends PushContract {
    @Override
    Database newDatabase() {
      return fresh();
    }
  }

  @Nested
  final class Judging extends JudgingContract {
    @Override
    Database newDatabase() {
      return fresh();
    }
  }

  @Nested
  final class Feeding extends FeedContract {
    @Override
    Database newDatabase() {
      return fresh();
    }
  }

  @Nested
  final class Scoping extends ScopeContract {
    @Override
    Database newDatabase() {
      return fresh();
    }
  }

  @Nested
  final class Reviewing extends ReviewContract {
    @Override
    Database newDatabase() {
      return fresh();
    }
  }

  @Nested
  final class Trailing extends TrailContract {
    @Override
    Database newDatabase() {
      return fresh();
    }
  }

  @Nested
  final class Paging extends TrailPagesContract {
    @Override
    Database newDatabase() {
      return fresh();
    }
  }

  @Nested
  final class Erasing extends ErasureContract {
    @Override
    Database newDatabase() {
      return fresh();
    }

    @Test
    void theTablesAreWrittenAnewBesideAServerThatHasThemOpen() {
      var activity = activityOf(org.ola);
      new no.samsyn.server.erasure.Erasing(
              database(),
              TestOrganisation.ORG,
              "operator",
              new ErasureList(data),
              org.time,
              new SeededChance(4))
          .erase(contactOf(org.ola), "asked for it");
      Rewriting.onPostgres(database());
      assertThat(org.count("select count(*) from record where body = 'erased'")).isEqualTo(1);
      org.ola.push(org.ola.update(activity, "minutes", Value.whole(5))).allApplied();
    }
  }
}
