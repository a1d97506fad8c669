package no.samsyn.wire;

/** Names and limits of the protocol. All of them are part of the contract. */
public final class Protocol {
  public static final int VERSION = 1;

  public static final String TOKEN = "/api/v1/token";
  public static final String PUSH = "/api/v1/push";
  public static final String CHANGES = "/api/v1/changes";
  public static final String SNAPSHOT = "/api/v1/snapshot";
  public static final String EVENTS = "/api/v1/events";
  public static final String AUDIT = "/api/v1/audit";
  public static final String AUDIT_LINKS = "/api/v1/audit/links";
  public static final String AUDIT_EXPORT = "/api/v1/audit/export";
  public static final String DEVICES = "/api/v1/devices";
  public static final String DECIDERS = "/api/v1/deciders";
  public static final String HISTORY = "/api/v1/history";
  public static final String HEALTH = "/api/v1/health";
  public static final String INFO = "/api/v1/info";

  /** The order of the audit trail that begins with what happened last. */
  public static final String NEWEST = "newest";

  /** Request headers by which a pull says what a push says in its envelope. */
  public static final String DEVICE_HEADER = "Samsyn-Device";

  public static final String UNSENT_HEADER = "Samsyn-Unsent";
  public static final String LANDMARK_HEADER = "Samsyn-Landmark";
  public static final String PROTOCOL_HEADER = "Samsyn-Protocol";

  /** A new id with every attempt, so that the logs of both sides can be laid beside each other. */
  public static final String REQUEST_HEADER = "Samsyn-Request";

  public static final String JSON = "application/json";
  public static final String NDJSON = "application/x-ndjson";
  public static final String PROBLEM_JSON = "application/problem+json";
  public static final String ZIP = "application/zip";
  public static final String EVENT_STREAM = "text/event-stream";

  /** The event that says that there is something new in the feed. */
  public static final String FEED_EVENT = "feed";

  /** The problem code of the token call that says that a refresh token is dead. */
  public static final String INVALID_GRANT = "invalid-grant";

  /** What ids, keys and names of devices look like: they stand in headers, logs and databases. */
  public static final String PLAIN_NAME = "[A-Za-z0-9][A-Za-z0-9._:-]{0,99}";

  public static final int PUSH_ITEMS_MAX = 500;
  public static final int PUSH_BYTES_MAX = 1_048_576;
  public static final int GROUP_MAX = 50;
  public static final int PAGE_RECORDS_MAX = 1_000;
  public static final int LINKS_MAX = 5_000; // a link has some 300 bytes
  public static final long ANSWER_BYTES_MAX = 8L * 1_048_576; // after decompression

  private Protocol() {}
}
