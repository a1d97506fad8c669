package no.samsyn.mobile.store;

import android.security.keystore.KeyGenParameterSpec;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.Key;
import java.security.KeyStoreSpi;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Collections;
import java.util.Date;
import java.util.Enumeration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.KeyGenerator;
import javax.crypto.KeyGeneratorSpi;
import javax.crypto.SecretKey;

/**
 * Takes the place of the Android Keystore, which Robolectric has not: the same provider's name,
 * keys that stay by their alias. A phone keeps them in hardware; only a phone shows that.
 */
public final class FakeAndroidKeyStore extends Provider {
  private static final long serialVersionUID = 1;
  private static final String NAME = "AndroidKeyStore";
  private static final Map<String, SecretKey> KEYS = new ConcurrentHashMap<>();

  public FakeAndroidKeyStore() {
    super(NAME, "1", "for tests");
    put("KeyStore." + NAME, Keys.class.getName());
    put("KeyGenerator.AES", Maker.class.getName());
  }

  static void install() {
    Security.removeProvider(NAME);
    KEYS.clear();
    Security.addProvider(new FakeAndroidKeyStore());
  }

  static void loseEverything() {
    KEYS.clear();
  }

  static boolean holds(String alias) {
    return KEYS.containsKey(alias);
  }

  /** Makes keys under the alias that was asked for. */
  public static final class Maker extends KeyGeneratorSpi {
    private String alias = "";
    private int bits;

    @Override
    protected void engineInit(AlgorithmParameterSpec wish, SecureRandom random)
        throws InvalidAlgorithmParameterException {
      if (!(wish instanceof KeyGenParameterSpec asked) || !asked.getBlockModes()[0].equals("GCM")) {
        throw new InvalidAlgorithmParameterException("AES in GCM is what was agreed");
      }
      alias = asked.getKeystoreAlias();
      bits = asked.getKeySize();
    }

    @Override
    protected void engineInit(int size, SecureRandom random) {
      throw new UnsupportedOperationException();
    }

    @Override
    protected void engineInit(SecureRandom random) {
      throw new UnsupportedOperationException();
    }

    @Override
    protected SecretKey engineGenerateKey() {
      try {
        var plain = KeyGenerator.getInstance("AES", "SunJCE");
        plain.init(bits);
        var key = plain.generateKey();
        KEYS.put(alias, key);
        return key;
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Finds keys by their alias. */
  public static final class Keys extends KeyStoreSpi {
    @Override
    public Key engineGetKey(String alias, char[] password) {
      return KEYS.get(alias);
    }

    @Override
    public void engineLoad(InputStream stream, char[] password) {
      // Nothing to read: the keys are in memory.
    }

    @Override
    public boolean engineContainsAlias(String alias) {
      return KEYS.containsKey(alias);
    }

    @Override
    public Enumeration<String> engineAliases() {
      return Collections.enumeration(KEYS.keySet());
    }

    @Override
    public int engineSize() {
      return KEYS.size();
    }

    @Override
    public boolean engineIsKeyEntry(String alias) {
      return KEYS.containsKey(alias);
    }

    @Override
    public boolean engineIsCertificateEntry(String alias) {
      return false;
    }

    @Override
    public void engineDeleteEntry(String alias) {
      KEYS.remove(alias);
    }

    @Override
    public Certificate[] engineGetCertificateChain(String alias) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Certificate engineGetCertificate(String alias) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Date engineGetCreationDate(String alias) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void engineSetKeyEntry(String alias, Key key, char[] password, Certificate[] chain) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void engineSetKeyEntry(String alias, byte[] key, Certificate[] chain) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void engineSetCertificateEntry(String alias, Certificate certificate) {
      throw new UnsupportedOperationException();
    }

    @Override
    public String engineGetCertificateAlias(Certificate certificate) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void engineStore(OutputStream stream, char[] password) {
      throw new UnsupportedOperationException();
    }
  }
}
