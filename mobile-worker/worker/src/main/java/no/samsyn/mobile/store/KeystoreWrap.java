package no.samsyn.mobile.store;

import android.security.keystore.KeyGenParameterSpec;
import android.security.keystore.KeyProperties;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Wraps with an AES-256-GCM key of the Android Keystore. It asks for no fingerprint and no unlocked
 * screen, because runs in the background need the store as well.
 */
final class KeystoreWrap implements KeyWrap {
  private static final String PROVIDER = "AndroidKeyStore";
  private static final String ALIAS = "samsyn.store"; // stands on devices; never rename
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int KEY_BITS = 256;
  private static final int TAG_BITS = 128;
  private static final int NONCE_BYTES = 12;

  @Override
  public byte[] wrap(byte[] key) throws GeneralSecurityException {
    var cipher = Cipher.getInstance(CIPHER);
    cipher.init(Cipher.ENCRYPT_MODE, ownKeyOrNew()); // the Keystore draws the nonce itself
    var nonce = cipher.getIV();
    if (nonce.length != NONCE_BYTES) {
      throw new GeneralSecurityException("a nonce of " + nonce.length + " bytes");
    }
    var sealed = cipher.doFinal(key);
    var wrapped = Arrays.copyOf(nonce, nonce.length + sealed.length);
    System.arraycopy(sealed, 0, wrapped, nonce.length, sealed.length);
    return wrapped;
  }

  @Override
  public byte[] unwrap(byte[] wrapped) throws GeneralSecurityException {
    if (wrapped.length <= NONCE_BYTES) {
      throw new GeneralSecurityException("too short: " + wrapped.length + " bytes");
    }
    var own = (SecretKey) keyStore().getKey(ALIAS, null);
    if (own == null) {
      throw new GeneralSecurityException("the phone's own key is gone");
    }
    var cipher = Cipher.getInstance(CIPHER);
    cipher.init(Cipher.DECRYPT_MODE, own, new GCMParameterSpec(TAG_BITS, wrapped, 0, NONCE_BYTES));
    return cipher.doFinal(wrapped, NONCE_BYTES, wrapped.length - NONCE_BYTES);
  }

  private static SecretKey ownKeyOrNew() throws GeneralSecurityException {
    var known = (SecretKey) keyStore().getKey(ALIAS, null);
    if (known != null) {
      return known;
    }
    var generator = KeyGenerator.getInstance(KeyProperties.KEY_ALGORITHM_AES, PROVIDER);
    generator.init(
        new KeyGenParameterSpec.Builder(
                ALIAS, KeyProperties.PURPOSE_ENCRYPT | KeyProperties.PURPOSE_DECRYPT)
            .setBlockModes(KeyProperties.BLOCK_MODE_GCM)
            .setEncryptionPaddings(KeyProperties.ENCRYPTION_PADDING_NONE)
            .setKeySize(KEY_BITS)
            .build());
    return generator.generateKey();
  }

  private static KeyStore keyStore() throws GeneralSecurityException {
    try {
      var store = KeyStore.getInstance(PROVIDER);
      store.load(null);
      return store;
    } catch (IOException e) {
      throw new GeneralSecurityException("the phone's key store cannot be read", e);
    }
  }
}
