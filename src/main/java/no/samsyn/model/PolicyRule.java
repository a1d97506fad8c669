package no.samsyn.model;

import static java.util.stream.Collectors.toList;

import java.util.List;
import java.util.Map;

/**
 * What to do where two people changed the same record, as data: steps, tried from left to right
 * until one decides. Rules travel in {@code setting} records, so every device follows the same.
 *
 * <p>A rule that ends without a decision, or in a step that this program does not know, asks a
 * person: never guessing is the only answer that is always right.
 */
public record PolicyRule(List<String> steps) {
  /** Takes each field from the side that changed it; goes on where both did. */
  public static final String MERGE_FIELDS = "merge-fields";

  /** Asks a person where a side was reported by proxy; goes on where both spoke for themselves. */
  public static final String REVIEW_BY_PROXY = "review-by-proxy";

  /** Asks a person. */
  public static final String REVIEW = "review";

  /** The later in the server's commit order wins: the arriving change. */
  public static final String LAST_WRITE_WINS = "last-write-wins";

  /** What stands on the server stays. */
  public static final String SERVER_WINS = "server-wins";

  /** {@code custom:NAME} asks the organisation's own policy of that name. */
  public static final String CUSTOM = "custom:";

  /** The setting that holds the rule of an entity type begins so; stored, never rename. */
  public static final String SETTING_PREFIX = "conflict-policy.";

  /** The member of the setting's value that holds the steps; stored, never rename. */
  private static final String STEPS = "steps";

  /** Stands in a setting in place of steps: the domain's own rule holds; stored, never rename. */
  private static final String DEFAULT = "default";

  private static final int STEPS_MAX = 10; // more is a mistake, and a screen could not show it

  public PolicyRule {
    steps = List.copyOf(steps);
    if (steps.isEmpty() || steps.size() > STEPS_MAX) {
      throw new IllegalArgumentException("a rule has 1 to " + STEPS_MAX + " steps: " + steps);
    }
  }

  public static PolicyRule of(String... steps) {
    return new PolicyRule(List.of(steps));
  }

  /** Reads the value of a setting; whatever cannot be read asks a person. */
  public static PolicyRule ofSetting(Value value) {
    if (value instanceof Value.Structure structure
        && structure.member(STEPS) instanceof Value.Items items
        && !items.items().isEmpty()
        && items.items().size() <= STEPS_MAX) {
      return new PolicyRule(items.items().stream().map(Value::asText).collect(toList()));
    }
    return of(REVIEW);
  }

  /** Returns the value of the setting that holds this rule. */
  public Value toSetting() {
    var items = steps.stream().map(Value::text).collect(toList());
    return new Value.Structure(Map.of(STEPS, new Value.Items(items)));
  }

  /**
   * Returns the value of a setting that sets no rule. A setting that was deleted could never come
   * back under its key, so it stays and says this.
   */
  public static Value noSetting() {
    return new Value.Structure(Map.of(DEFAULT, Value.flag(true)));
  }

  /** Returns whether {@code value} of a setting sets a rule, if only one that nobody can read. */
  public static boolean isSet(Value value) {
    return !(value instanceof Value.Absent) && !value.equals(noSetting());
  }

  /** Returns whether nobody is ever asked and nothing of the arriving change is ever taken. */
  public boolean isServerWins() {
    return steps.equals(List.of(SERVER_WINS));
  }

  @Override
  public String toString() {
    return String.join(",", steps);
  }
}
