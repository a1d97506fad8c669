package no.samsyn.mobile;

import android.app.Application;
import org.jspecify.annotations.Nullable;

/** An app whose Samsyn the test brings. */
public final class TestApp extends Application implements SamsynHost {
  private volatile @Nullable Samsyn samsyn;

  void use(Samsyn chosen) {
    samsyn = chosen;
  }

  @Override
  public Samsyn samsyn() {
    var known = samsyn;
    if (known == null) {
      throw new IllegalStateException("the test has not brought a Samsyn");
    }
    return known;
  }
}
