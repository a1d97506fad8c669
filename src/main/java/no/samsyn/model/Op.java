package no.samsyn.model;

/** What a mutation does to its record. The names stand on the wire and in stores; never rename. */
public enum Op {
  CREATE("create"),
  UPDATE("update"),
  DELETE("delete");

  private final String wireName;

  Op(String wireName) {
    this.wireName = wireName;
  }

  public String wireName() {
    return wireName;
  }

  public static Op ofWireName(String name) {
    for (var op : values()) {
      if (op.wireName.equals(name)) {
        return op;
      }
    }
    throw new IllegalArgumentException("unknown operation: " + name);
  }
}
