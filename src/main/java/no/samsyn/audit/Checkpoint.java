package no.samsyn.audit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * "At this time the chain had this head": what is signed now and then, so that a chain proves
 * something even against those who hold its database. Immutable.
 */
public record Checkpoint(ChainHead head, Instant at) {
  public Checkpoint {
    at = at.truncatedTo(ChronoUnit.MILLIS);
  }

  /**
   * Returns the bytes that are signed: 0x01, the length of the tenant in four bytes and the tenant
   * in UTF-8, the index in eight bytes, the hash, the time in epoch milliseconds in eight bytes;
   * big end first. Stored for good; never change.
   */
  public byte[] encoded() {
    var tenant = head.tenant().getBytes(StandardCharsets.UTF_8);
    var out = new ByteArrayOutputStream();
    out.write(Digests.CHECKPOINT);
    put(out, ByteBuffer.allocate(Integer.BYTES).putInt(tenant.length).array());
    put(out, tenant);
    put(out, ByteBuffer.allocate(Long.BYTES).putLong(head.index()).array());
    put(out, head.hash().toByteArray());
    put(out, ByteBuffer.allocate(Long.BYTES).putLong(at.toEpochMilli()).array());
    return out.toByteArray();
  }

  private static void put(ByteArrayOutputStream out, byte[] bytes) {
    out.write(bytes, 0, bytes.length);
  }
}
