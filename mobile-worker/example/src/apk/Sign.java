import com.android.apksig.ApkSigner;
import java.io.File;
import java.io.FileInputStream;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/** Signs an APK with the throw-away key of this build; run as a single source file. */
public final class Sign {
  private Sign() {}

  public static void main(String[] paths) throws Exception {
    var secret = "throw-away".toCharArray();
    var keys = KeyStore.getInstance("PKCS12");
    try (var in = new FileInputStream(paths[2])) {
      keys.load(in, secret);
    }
    var name = keys.aliases().nextElement();
    var signer =
        new ApkSigner.SignerConfig.Builder(
                "debug",
                (PrivateKey) keys.getKey(name, secret),
                List.of((X509Certificate) keys.getCertificate(name)))
            .build();
    new ApkSigner.Builder(List.of(signer))
        .setInputApk(new File(paths[0]))
        .setOutputApk(new File(paths[1]))
        .setMinSdkVersion(26)
        .build()
        .sign();
  }
}
