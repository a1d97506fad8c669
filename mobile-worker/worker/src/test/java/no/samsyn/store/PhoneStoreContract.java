package no.samsyn.store;

import androidx.sqlite.db.framework.FrameworkSQLiteOpenHelperFactory;
import androidx.test.core.app.ApplicationProvider;
import java.nio.file.Path;
import no.samsyn.mobile.store.PhoneStores;

/**
 * The root's contract over androidx.sqlite. It lies in the contract's package, and runs within
 * Android's sandbox: see {@code StoreContractTest}.
 */
public final class PhoneStoreContract extends SqlStoreContract {
  @Override
  Sql openSql(Path where) {
    return new PhoneStores(
            ApplicationProvider.getApplicationContext(), new FrameworkSQLiteOpenHelperFactory())
        .open(where.toFile());
  }
}
