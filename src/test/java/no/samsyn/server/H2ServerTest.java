package no.samsyn.server;

import java.util.UUID;
import no.samsyn.server.store.Database;
import org.junit.jupiter.api.Nested;

/** The server's contracts on H2. */
final class H2ServerTest {
  private static Database fresh() {
    return Database.inMemory(UUID.randomUUID().toString());
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
  }
}
