package no.samsyn.console.review;

import java.util.List;
import java.util.Map;

/**
 * One review, whole: everything that a person needs in order to decide, or to see what was decided.
 *
 * @param fields the changed ones first
 * @param labels words for the records that values refer to: key to label
 * @param lost decisions of this device's person that did not count
 */
public record ReviewSheet(
    QueueRow row,
    Sides sides,
    List<FieldSheet> fields,
    Standing now,
    Map<String, String> labels,
    List<LostDecision> lost) {

  /**
   * Who wrote the sides.
   *
   * @param mineLabel words that tell the sides apart, also where one person wrote both
   */
  public record Sides(Teller mine, Teller theirs, String mineLabel, String theirsLabel) {
    static Sides of(Teller mine, Teller theirs) {
      return mine.label().equals(theirs.label())
          ? new Sides(mine, theirs, withDevice(mine), withDevice(theirs))
          : new Sides(mine, theirs, mine.label(), theirs.label());
    }

    private static String withDevice(Teller teller) {
      var device = teller.side().by().device();
      // Devices that were made about the same time begin alike.
      var shown = device.substring(Math.max(0, device.length() - DEVICE_SHOWN));
      return teller.label() + ", device " + shown;
    }

    private static final int DEVICE_SHOWN = 6;

    public Teller of(Pick pick) {
      return pick == Pick.MINE ? mine : theirs;
    }

    public String label(Pick pick) {
      return switch (pick) {
        case MINE -> mineLabel;
        case THEIRS -> theirsLabel;
        case BASE -> "before";
      };
    }
  }

  /**
   * The record as it stands here now.
   *
   * @param version 0 where the server has none
   * @param moved whether it says something else than when the review was opened
   */
  public record Standing(boolean isThere, long version, boolean moved) {}

  public ReviewSheet {
    fields = List.copyOf(fields);
    labels = Map.copyOf(labels);
    lost = List.copyOf(lost);
  }

  @Override
  public String toString() {
    return "ReviewSheet[" + row.key() + "]"; // the rest is personal
  }
}
