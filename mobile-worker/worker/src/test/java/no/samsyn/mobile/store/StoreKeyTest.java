package no.samsyn.mobile.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import no.samsyn.sync.StoreException;
import no.samsyn.testkit.QuickTempDirs;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;

/** The key of the store, wrapped by a key store that behaves as Android's. */
@RunWith(RobolectricTestRunner.class)
public class StoreKeyTest {
  private Path directory;

  @Before
  public void begin() throws Exception {
    FakeAndroidKeyStore.install();
    directory = QuickTempDirs.create();
  }

  private byte[] key() {
    return new StoreKey(directory.toFile(), new KeystoreWrap(), new SecureRandom()).openOrMake();
  }

  private Path file() {
    return directory.resolve(StoreKey.FILE);
  }

  @Test
  public void theKeyIsMadeOnceAndComesBack() {
    var made = key();
    assertThat(made).hasSize(32).isNotEqualTo(new byte[32]);
    assertThat(key()).isEqualTo(made);
    assertThat(FakeAndroidKeyStore.holds("samsyn.store")).isTrue();
  }

  @Test
  public void twoPhonesHaveTwoKeys() throws Exception {
    var first = key();
    directory = QuickTempDirs.create();
    assertThat(key()).isNotEqualTo(first);
  }

  @Test
  public void theFileDoesNotHoldTheKey() throws Exception {
    var made = key();
    var written = Files.readAllBytes(file());
    assertThat(new String(written, ISO_8859_1)).doesNotContain(new String(made, 0, 8, ISO_8859_1));
    assertThat(written).hasSize(12 + 32 + 16); // nonce, key, tag
    try (var names = Files.list(directory)) {
      assertThat(names.toList()).containsExactly(file());
    }
  }

  @Test
  public void aStoreWithoutItsKeyGetsNoNewOne() throws Exception {
    Files.writeString(directory.resolve(PhoneStores.FILE), "encrypted");
    assertRefused(this::key);
    assertThat(Files.exists(file())).isFalse();
  }

  @Test
  public void aKeyThatCannotBeUnwrappedIsKeptAndRefused() throws Exception {
    var unused = key();
    var before = Files.readAllBytes(file());
    FakeAndroidKeyStore.loseEverything();
    assertRefused(this::key);
    assertThat(Files.readAllBytes(file())).isEqualTo(before);
  }

  @Test
  public void aKeyThatWasChangedIsRefused() throws Exception {
    var unused = key();
    var bytes = Files.readAllBytes(file());
    for (var at : new int[] {0, 20, bytes.length - 1}) {
      var changed = bytes.clone();
      changed[at] ^= 1;
      Files.write(file(), changed);
      assertRefused(this::key);
    }
    Files.write(file(), new byte[5]);
    assertRefused(this::key);
  }

  private static void assertRefused(ThrowingCallable opening) {
    assertThatThrownBy(opening)
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.WRONG_KEY));
  }

  @Test
  public void sqlcipherGetsTheKeyAsItIs() {
    var key = new byte[32];
    key[0] = (byte) 0xA5;
    key[31] = 1;
    assertThat(new String(EncryptedStores.rawKey(key), US_ASCII))
        .isEqualTo("x'a5" + "00".repeat(30) + "01'");
  }
}
