package no.samsyn.console.review;

import no.samsyn.model.Fields;
import no.samsyn.sync.conflict.ReviewCase;

/**
 * One of the versions in a review. The names are what one types; what people are shown is who wrote
 * it. The words stand in JSON; never rename.
 */
public enum Pick {
  MINE,
  THEIRS,
  BASE;

  public Fields of(ReviewCase review) {
    return switch (this) {
      case MINE -> review.sides().mine();
      case THEIRS -> review.sides().theirs();
      case BASE -> review.sides().base();
    };
  }

  Pick other() {
    return this == MINE ? THEIRS : MINE;
  }
}
