package no.samsyn.mobile.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import no.samsyn.store.PhoneStoreContract;
import org.junit.Test;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** The store's contract, which the desk's stores pass, on the oldest and the newest Android. */
@RunWith(RobolectricTestRunner.class)
@Config(sdk = {26, 35})
public class StoreContractTest {
  private static final int TESTS_MIN = 80; // the contract's length when this was written

  @Test
  public void theStoreOverAndroidsSqlitePassesTheContract() {
    var summary = run(PhoneStoreContract.class);
    assertThat(summary.getFailures()).as("failures: %s", summary.getFailures()).isEmpty();
    assertThat(summary.getTestsSucceededCount()).isGreaterThanOrEqualTo(TESTS_MIN);
    assertThat(summary.getTestsSkippedCount() + summary.getTestsAbortedCount()).isZero();
  }

  /** Jupiter, started within Robolectric's sandbox, where the classes are Android's. */
  private static TestExecutionSummary run(Class<?> contract) {
    var listener = new SummaryGeneratingListener();
    var request =
        LauncherDiscoveryRequestBuilder.request().selectors(selectClass(contract)).build();
    LauncherFactory.create().execute(request, listener);
    return listener.getSummary();
  }
}
