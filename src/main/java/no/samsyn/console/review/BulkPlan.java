package no.samsyn.console.review;

import java.util.List;
import no.samsyn.model.FieldChanges;
import no.samsyn.sync.conflict.Decision;

/**
 * What a rule makes of many reviews. The same plan is shown and carried out, so that a preview
 * shows exactly what then happens.
 *
 * @param left reviews that stay open, each with why
 */
public record BulkPlan(BulkRule rule, String comment, List<Item> items, List<Left> left) {

  /**
   * One review that the rule decides.
   *
   * @param takes the side whose whole version the record takes
   * @param version of the record that the plan was made on
   * @param changes what changes in the record
   * @param drops fields whose text, which the other side wrote, is in no record afterwards
   * @param dropsMentors whether it was the mentor who wrote that
   */
  public record Item(
      QueueRow row,
      Pick takes,
      Decision.SetFields decision,
      long version,
      FieldChanges changes,
      List<String> drops,
      boolean dropsMentors) {
    public Item {
      drops = List.copyOf(drops);
    }

    @Override
    public String toString() {
      return "Item[" + row.key() + "]"; // values are personal
    }
  }

  /** One review that a person has to look at. */
  public record Left(String review, String why) {}

  public BulkPlan {
    items = List.copyOf(items);
    left = List.copyOf(left);
  }

  public long dropping() {
    return items.stream().filter(item -> !item.drops().isEmpty()).count();
  }

  public long droppingMentors() {
    return items.stream().filter(Item::dropsMentors).count();
  }

  /** Returns the sums in words: "32 records, 5 would drop a mentor's text". */
  public String sums() {
    var records = items.size() == 1 ? "1 record" : items.size() + " records";
    var others = dropping() - droppingMentors();
    return records
        + ", "
        + droppingMentors()
        + " would drop a mentor's text"
        + (others == 0 ? "" : ", " + others + " somebody else's");
  }
}
