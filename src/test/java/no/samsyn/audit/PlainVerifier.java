package no.samsyn.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipInputStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A second verifier, written from docs/audit-export.md with other tools (the JDK's ZIP and HMAC,
 * Jackson's trees) and no class of the package that it tests. It reads whole files and knows no
 * limits; it only says yes or no.
 */
final class PlainVerifier {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final HexFormat HEX = HexFormat.of();

  private PlainVerifier() {}

  static boolean verifies(byte[] bundle, String keyId) {
    try {
      var parts = unzip(bundle);
      var signedManifest = MAPPER.readTree(parts.get("manifest.json"));
      var checkpoints = MAPPER.readTree(parts.get("checkpoints.json"));
      var manifest = signedManifest.get("manifest");
      return manifest.get("key").asText().equals(keyId)
          && signed(checkpoints, keyId, join(3, canonical(manifest)), signedManifest)
          && digestsFit(manifest.get("parts"), parts)
          && entriesFit(parts.get("entries.jsonl"), manifest, checkpoints);
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      return false;
    }
  }

  private static boolean digestsFit(JsonNode digests, Map<String, byte[]> parts)
      throws GeneralSecurityException {
    for (var name : new String[] {"checkpoints.json", "entries.jsonl"}) {
      if (!digests.get(name).get("sha256").asText().equals(hex(sha256(parts.get(name))))
          || digests.get(name).get("bytes").asLong() != parts.get(name).length) {
        return false;
      }
    }
    return parts.size() == 3;
  }

  private static boolean entriesFit(byte[] entries, JsonNode manifest, JsonNode checkpoints)
      throws IOException, GeneralSecurityException {
    var lines = new String(entries, StandardCharsets.UTF_8).split("\n");
    var header = MAPPER.readTree(lines[0]);
    var index = header.get("after").asLong();
    var hash = HEX.parseHex(header.get("hash").asText());
    var heads = new TreeMap<Long, String>();
    for (var line : Arrays.asList(lines).subList(1, lines.length)) {
      var node = MAPPER.readTree(line);
      var entry = node.get("entry");
      if (!Arrays.equals(canonical(node), line.getBytes(StandardCharsets.UTF_8))
          || entry.get("i").asLong() != ++index
          || !particularsFit(node)) {
        return false;
      }
      hash = sha256(join(0, hash, canonical(entry)));
      heads.put(index, hex(hash));
    }
    for (var checkpoint : checkpoints.get("checkpoints")) {
      if (!checkpoint.get("hash").asText().equals(heads.get(checkpoint.get("i").asLong()))
          || !signed(
              checkpoints, checkpoint.get("key").asText(), encoded(checkpoint), checkpoint)) {
        return false;
      }
    }
    return header.equals(manifest.get("header"))
        && manifest.get("head").asText().equals(hex(hash))
        && manifest.get("counts").get("entries").asLong() == lines.length - 1;
  }

  private static boolean particularsFit(JsonNode line) throws GeneralSecurityException {
    var particulars = line.get("particulars");
    if (particulars == null) {
      return line.size() == 1;
    }
    if (!hex(sha256(join(2, canonical(particulars))))
        .equals(line.get("entry").get("rest").asText())) {
      return false;
    }
    var open = line.has("open") ? line.get("open") : MAPPER.createObjectNode();
    for (var names = open.fieldNames(); names.hasNext(); ) {
      var name = names.next();
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(HEX.parseHex(open.get(name).get("salt").asText()), "HmacSHA256"));
      var commitment = hex(mac.doFinal(canonical(open.get(name).get("value"))));
      if (!commitment.equals(particulars.get("commitments").get(name).asText())) {
        return false;
      }
    }
    return true;
  }

  private static byte[] encoded(JsonNode checkpoint) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    var tenant = checkpoint.get("tenant").asText().getBytes(StandardCharsets.UTF_8);
    out.write(1);
    out.writeInt(tenant.length);
    out.write(tenant);
    out.writeLong(checkpoint.get("i").asLong());
    out.write(HEX.parseHex(checkpoint.get("hash").asText()));
    out.writeLong(Instant.parse(checkpoint.get("at").asText()).toEpochMilli());
    return bytes.toByteArray();
  }

  private static boolean signed(JsonNode checkpoints, String keyId, byte[] message, JsonNode by)
      throws GeneralSecurityException {
    var encoded = HEX.parseHex(checkpoints.get("keys").get(keyId).asText());
    var verifier = Signature.getInstance("SHA256withECDSA");
    verifier.initVerify(
        KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(encoded)));
    verifier.update(message);
    return hex(sha256(encoded)).equals(keyId)
        && verifier.verify(HEX.parseHex(by.get("signature").asText()));
  }

  /** Good for the plain texts and numbers of the test trail; sorts names, writes no space. */
  private static byte[] canonical(JsonNode node) {
    return text(node).getBytes(StandardCharsets.UTF_8);
  }

  private static String text(JsonNode node) {
    if (!node.isObject()) {
      return node.toString();
    }
    var sorted = new TreeMap<String, String>();
    node.fieldNames().forEachRemaining(name -> sorted.put(name, text(node.get(name))));
    var members = new StringBuilder();
    sorted.forEach(
        (name, value) ->
            members
                .append(members.length() == 0 ? "" : ",")
                .append('"' + name + '"' + ':')
                .append(value));
    return "{" + members + "}";
  }

  static Map<String, byte[]> unzip(byte[] bundle) throws IOException {
    var parts = new LinkedHashMap<String, byte[]>();
    try (var zip = new ZipInputStream(new ByteArrayInputStream(bundle))) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (parts.put(entry.getName(), zip.readAllBytes()) != null) {
          throw new IOException("a part twice");
        }
      }
    }
    return parts;
  }

  private static byte[] join(int kind, byte[]... rest) {
    var out = new ByteArrayOutputStream();
    out.write(kind);
    for (var bytes : rest) {
      out.writeBytes(bytes);
    }
    return out.toByteArray();
  }

  private static byte[] sha256(byte[] bytes) throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-256").digest(bytes);
  }

  private static String hex(byte[] bytes) {
    return HEX.formatHex(bytes);
  }
}
