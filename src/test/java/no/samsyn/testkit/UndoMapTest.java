package no.samsyn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UndoMapTest {
  /** The soak's scripts found a queue that named an entry which was not there. */
  @Test
  void aPowerCutWithinATransactionTakesBackTheNewestFirst() {
    var log = new UndoMap.Log();
    var map = new UndoMap<String, String>(log);
    map.put("entry", "forced");
    log.commit(true);
    map.put("entry", "not forced");
    log.commit(false);
    map.put("entry", "under way");

    log.loseUnforced();
    log.rollBack();

    assertThat(map.get("entry")).contains("forced");
  }

  @Test
  void aCopyThatIsPutBackKnowsNothingOfWhatCameAfterIt() {
    var log = new UndoMap.Log();
    var map = new UndoMap<String, String>(log);
    map.put("entry", "copied");
    log.commit(true);
    log.copy();
    map.put("entry", "forced");
    map.put("other", "forced");
    log.commit(true);
    map.put("entry", "lost in a power cut");
    log.commit(false);
    log.loseUnforced();

    log.putCopyBack();

    assertThat(map.view()).containsOnlyKeys("entry").containsEntry("entry", "copied");
  }
}
