package no.samsyn.server.trail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import no.samsyn.audit.CheckpointSigner;
import no.samsyn.audit.TrailKey;
import no.samsyn.server.store.PrivateFiles;

/**
 * The file with both halves of the key that signs the trail, in PEM. Only the server's own account
 * may read it; a new one is complete on disk before it has its name. Holds no state.
 */
final class AuditKeyFile {
  private static final String PRIVATE = "PRIVATE KEY";
  private static final String PUBLIC = "PUBLIC KEY";
  private static final int ID_CHARACTERS = 8;

  private final Path file;

  AuditKeyFile(Path file) {
    this.file = file;
  }

  /** Returns the key in the file; nothing where there is no file. */
  Optional<CheckpointSigner> read() throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      var text = Files.readString(file, StandardCharsets.US_ASCII);
      var keys = KeyFactory.getInstance("EC");
      var secret = keys.generatePrivate(new PKCS8EncodedKeySpec(part(text, PRIVATE)));
      var open = keys.generatePublic(new X509EncodedKeySpec(part(text, PUBLIC)));
      return Optional.of(new CheckpointSigner(secret, TrailKey.of(open)));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException("The audit key in " + file + " cannot be read.", e);
    }
  }

  /** Makes a new key and puts it in the file's place; a key that lies there is kept beside it. */
  CheckpointSigner renew() throws IOException {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      var pair = generator.generateKeyPair();
      var signer = new CheckpointSigner(pair.getPrivate(), TrailKey.of(pair.getPublic()));
      putAside();
      write(
          pem(PRIVATE, pair.getPrivate().getEncoded())
              + pem(PUBLIC, pair.getPublic().getEncoded()));
      return signer;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has P-256", e);
    }
  }

  private void putAside() throws IOException {
    var old = read();
    if (old.isPresent()) {
      var id = old.get().key().id().substring(0, ID_CHARACTERS);
      Files.move(file, file.resolveSibling(file.getFileName() + "." + id));
    }
  }

  private void write(String text) throws IOException {
    var unfinished = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(unfinished);
    try (var out =
        FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      PrivateFiles.restrict(unfinished); // before anything is in it
      var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static String pem(String name, byte[] content) {
    var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN " + name + "-----\n" + lines + "\n-----END " + name + "-----\n";
  }

  private static byte[] part(String text, String name) {
    var form = Pattern.compile("-----BEGIN " + name + "-----([^-]*)-----END " + name + "-----");
    var found = form.matcher(text);
    if (!found.find()) {
      throw new IllegalArgumentException("no " + name);
    }
    return Base64.getMimeDecoder().decode(found.group(1));
  }
}
