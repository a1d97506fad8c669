package no.samsyn.model;

import java.time.Instant;

/**
 * One change of one record on its way to the server. The id is its idempotency key for ever.
 *
 * <p>From its first send on a mutation is frozen: the same id always carries the same content. In
 * the form that travels, {@code record} and the references in {@code changes} are server ids where
 * they were known at the first send, else keys.
 *
 * @param seq the device's own count, rising; the order of changes of one record
 */
public record Mutation(
    String id,
    String device,
    long seq,
    Target target,
    Basis basis,
    FieldChanges changes,
    Evidence evidence,
    Links links) {

  /** What is changed, and how. {@code record} is a key or a server id. */
  public record Target(String entity, Op op, String record) {}

  /**
   * What the author saw: a version of the record ({@code 0} for a create), or {@code follows}, the
   * mutation of the same record just before this one.
   */
  public record Basis(long baseVersion, String follows) {
    public static final Basis NEW = new Basis(0, "");

    public static Basis version(long version) {
      return new Basis(version, "");
    }

    public static Basis after(String mutation) {
      return new Basis(0, mutation);
    }

    public boolean followsAnother() {
      return !follows.isEmpty();
    }
  }

  /**
   * Who, for whom, when by the device's clock, and how far that clock is off ({@code
   * UNKNOWN_OFFSET} if never measured).
   */
  public record Evidence(
      String author,
      String onBehalfOf,
      Instant deviceTime,
      long clockOffsetMillis,
      int schemaVersion) {
    public static final long UNKNOWN_OFFSET = Long.MIN_VALUE;

    public boolean isOffsetKnown() {
      return clockOffsetMillis != UNKNOWN_OFFSET;
    }
  }

  /** Other things that this change belongs to; each is empty where there is none. */
  public record Links(String group, String resolves, String replaces) {
    public static final Links NONE = new Links("", "", "");

    /** Returns the same links for a mutation that carries {@code mutation} on. */
    public Links replacing(String mutation) {
      return new Links(group, resolves, mutation);
    }
  }

  public Mutation with(Op op) {
    var changed = new Target(target.entity(), op, target.record());
    return new Mutation(id, device, seq, changed, basis, changes, evidence, links);
  }

  public Mutation with(Basis changed) {
    return new Mutation(id, device, seq, target, changed, changes, evidence, links);
  }

  public Mutation with(FieldChanges changed) {
    return new Mutation(id, device, seq, target, basis, changed, evidence, links);
  }

  public Mutation with(Links changed) {
    return new Mutation(id, device, seq, target, basis, changes, evidence, changed);
  }

  public boolean isGrouped() {
    return !links.group().isEmpty();
  }
}
