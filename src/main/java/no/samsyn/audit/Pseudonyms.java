package no.samsyn.audit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import no.samsyn.model.Chance;

/**
 * Names for a control export: the same person, record, device or change has the same pseudonym
 * throughout one export, and another one in every other.
 *
 * <p>HMAC-SHA-256 under a key that is not in the export. Whoever keeps the key can tell who is who;
 * once it is forgotten, nobody can. Thread-safe.
 */
public final class Pseudonyms {
  private static final int BYTES = 16; // 128 bits: two names never share one by accident
  private static final Pattern FORM =
      Pattern.compile("(?:person|device|record|mutation)-[0-9a-f]{32}");

  private final byte[] key;

  public Pseudonyms(Bytes32 exportKey) {
    this.key = exportKey.toByteArray();
  }

  /** Makes pseudonyms that nobody can resolve, because nobody knows the key. */
  public static Pseudonyms forgotten(Chance chance) {
    return new Pseudonyms(Bytes32.salt(chance));
  }

  public String person(String id) {
    return of("person", id);
  }

  public String record(String key) {
    return of("record", key);
  }

  String of(String kind, String name) {
    var mac = Digests.hmac(key, (kind + '\0' + name).getBytes(StandardCharsets.UTF_8));
    return kind + "-" + Bytes32.hex(Arrays.copyOf(mac, BYTES));
  }

  static boolean isOne(String kind, String text) {
    return text.startsWith(kind + "-") && FORM.matcher(text).matches();
  }
}
