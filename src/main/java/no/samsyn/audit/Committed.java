package no.samsyn.audit;

import java.util.Map;

/**
 * The names under which an entry commits to what is personal. They stand in the chain; never
 * rename.
 */
public final class Committed {
  public static final String ACTOR = "actor";
  public static final String ON_BEHALF_OF = "onBehalfOf";
  public static final String DEVICE = "device";
  public static final String RECORD = "record";
  public static final String MUTATION = "mutation";
  public static final String DETAIL = "detail";

  private static final String BEFORE = "before.";
  private static final String AFTER = "after.";

  /**
   * What has a pseudonym in a control export, and whose. An actor and somebody acted for are both
   * persons, so that one person has one pseudonym.
   */
  static final Map<String, String> KIND_BY_NAME =
      Map.of(
          ACTOR, "person",
          ON_BEHALF_OF, "person",
          DEVICE, "device",
          RECORD, "record",
          MUTATION, "mutation");

  private Committed() {}

  public static String before(String field) {
    return BEFORE + field;
  }

  public static String after(String field) {
    return AFTER + field;
  }

  static boolean isKnown(String name) {
    return KIND_BY_NAME.containsKey(name) || name.equals(DETAIL) || isOfField(name);
  }

  static boolean isOfField(String name) {
    return !field(name).isEmpty();
  }

  /** Returns the field that a commitment is about, or the empty string. */
  static String field(String name) {
    if (name.startsWith(BEFORE)) {
      return name.substring(BEFORE.length());
    }
    return name.startsWith(AFTER) ? name.substring(AFTER.length()) : "";
  }
}
