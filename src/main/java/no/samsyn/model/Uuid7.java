package no.samsyn.model;

import java.time.Instant;
import java.util.UUID;

/**
 * Mints UUIDs of version 7: the time first, so that keys made later sort later, then 74 random
 * bits.
 */
public final class Uuid7 {
  private static final long RANDOM_A_MASK = 0xFFFL;
  private static final long RANDOM_B_MASK = 0x3FFF_FFFF_FFFF_FFFFL;

  private Uuid7() {}

  public static String mint(Instant now, Chance chance) {
    var high = (now.toEpochMilli() << 16) | 0x7000L | (chance.nextLong() & RANDOM_A_MASK);
    var low = 0x8000_0000_0000_0000L | (chance.nextLong() & RANDOM_B_MASK);
    return new UUID(high, low).toString();
  }
}
