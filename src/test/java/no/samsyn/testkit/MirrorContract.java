package no.samsyn.testkit;

import static no.samsyn.testkit.Samples.activity;
import static no.samsyn.testkit.Samples.activityId;
import static no.samsyn.testkit.Samples.record;
import static no.samsyn.testkit.Samples.strange;
import static no.samsyn.testkit.Samples.synced;
import static no.samsyn.testkit.Samples.unsent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import no.samsyn.json.Json;
import no.samsyn.model.Authorship;
import no.samsyn.model.Fields;
import no.samsyn.model.RecordId;
import no.samsyn.model.ServerRecord;
import no.samsyn.model.Value;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.sync.MirrorRow;
import no.samsyn.sync.RecordQuery;
import no.samsyn.sync.RecordQuery.Filter;
import no.samsyn.sync.RowState;
import org.junit.jupiter.api.Test;

/** What every mirror and every staging keeps. */
public abstract class MirrorContract extends StoreFixture {
  private static final int ALL = RecordQuery.LIMIT_MAX;

  @Test
  void aRowComesBackAsItWasPut() {
    var row =
        new MirrorRow(
            activityId(7),
            "server-7",
            12,
            strange(),
            activity(7),
            RowState.NEEDS_YOU,
            true,
            new Authorship("kari", "mentor-7", "device-9", Samples.NOW));
    does(tx -> tx.mirror().put(row));
    assertThat(sought(tx -> tx.mirror().find(row.id()))).contains(row);
  }

  @Test
  void aReferenceFindsWhatIsHereAndNotRemoved() {
    var row = MirrorRow.ofServer(record(activityId(7), 1, activity(7)));
    assertThat(isHere(row.id())).isFalse();
    does(tx -> tx.mirror().put(row));
    assertThat(isHere(row.id())).isTrue();
    assertThat(isHere(row.id())).isTrue();
    assertThatThrownBy(
            () ->
                does(
                    tx -> {
                      tx.mirror().remove(row.id());
                      assertThat(tx.mirror().has(row.id())).isFalse();
                      throw new IllegalStateException("and it does not stand");
                    }))
        .hasMessage("and it does not stand");
    assertThat(isHere(row.id())).isTrue();
    does(tx -> tx.mirror().remove(row.id()));
    assertThat(isHere(row.id())).isFalse();
    var removed =
        new MirrorRow(row.id(), "", 2, activity(7), Fields.NONE, RowState.SYNCED, true, row.last());
    does(tx -> tx.mirror().put(removed));
    assertThat(isHere(row.id())).as("a row that is removed").isFalse();
  }

  private boolean isHere(RecordId id) {
    boolean isHere = run(tx -> tx.mirror().has(id));
    return isHere;
  }

  @Test
  void unknownFieldsNullsAndNumbersComeBackByteForByte() {
    var row = MirrorRow.ofServer(record(activityId(1), 4, strange()));
    does(tx -> tx.mirror().put(row));
    var found = run(tx -> tx.mirror().find(row.id())).orElseThrow();
    assertThat(Json.write(found.view())).isEqualTo(Json.write(strange()));
    assertThat(found.view().get("note")).isEqualTo(Value.nothing());
    assertThat(found.view().get("start_time")).isEqualTo(Value.absent());
  }

  @Test
  void allKeysComeInTheOrderOfTheListWhateverThePage() {
    for (var i = 1; i <= 5; i++) {
      var row =
          MirrorRow.ofServer(
              record(activityId(i), 1, activity(i).with("date", "2026-01-0" + (i % 3 + 1))));
      does(tx -> tx.mirror().put(row));
    }
    var order = new RecordQuery(PeerSupport.ACTIVITY, List.of(), "date", true, 1, 3);
    var listed =
        run(
            tx ->
                tx.mirror()
                    .list(new RecordQuery(PeerSupport.ACTIVITY, List.of(), "date", true, ALL, 0)));
    List<String> keys = run(tx -> tx.mirror().keys(order));
    assertThat(keys)
        .hasSize(5)
        .isEqualTo(listed.rows().stream().map(row -> row.id().key()).toList());
    var some =
        new RecordQuery(
            PeerSupport.ACTIVITY, List.of(new Filter("date", "2026-01-02")), "", false, 1, 0);
    List<String> few = run(tx -> tx.mirror().keys(some));
    assertThat(few).containsExactly(activityId(1).key(), activityId(4).key());
  }

  @Test
  void candidatesHoldOneTextOfEachList() {
    var places = List.of("Øvre gate 100%", "Ålesund", "Kafé Øst", "Skien");
    for (var i = 0; i < places.size(); i++) {
      var row =
          MirrorRow.ofServer(record(activityId(i), 1, activity(i).with("place", places.get(i))));
      does(tx -> tx.mirror().put(row));
    }
    assertThat(candidates(List.of("skien"), List.of("place"))).containsExactly(activityId(3).key());
    assertThat(candidates(List.of("øst", "Øst", "ålesund", "Ålesund"), List.of("place")))
        .containsExactlyInAnyOrder(activityId(1).key(), activityId(2).key());
    assertThat(candidates(List.of("100%"), List.of("place"))).containsExactly(activityId(0).key());
    assertThat(candidates(List.of("1%0"), List.of("place"))).isEmpty();
  }

  private Set<String> candidates(List<String> oneOf, List<String> andOneOf) {
    return run(tx -> tx.mirror().candidates(PeerSupport.ACTIVITY, List.of(oneOf, andOneOf)));
  }

  @Test
  void aSecondPutOverwritesAndARemovedRowIsGone() {
    does(tx -> tx.mirror().put(unsent(1)));
    does(tx -> tx.mirror().put(synced(1)));
    assertThat(sought(tx -> tx.mirror().find(activityId(1)))).contains(synced(1));
    does(
        tx -> {
          tx.mirror().remove(activityId(1));
          tx.mirror().remove(activityId(1));
        });
    assertThat(sought(tx -> tx.mirror().find(activityId(1)))).isEmpty();
    does(tx -> tx.mirror().put(unsent(1)));
    assertThat(sought(tx -> tx.mirror().find(activityId(1)))).contains(unsent(1));
  }

  @Test
  void rowsOfOneTransactionMayBeSoughtPutAndRemovedInAnyOrder() {
    does(
        tx -> {
          assertThat(tx.mirror().find(activityId(1))).isEmpty();
          tx.mirror().put(unsent(1));
          tx.mirror().put(synced(1));
          tx.mirror().remove(activityId(1));
          tx.mirror().put(unsent(1));
          assertThat(tx.mirror().find(activityId(1))).contains(unsent(1));
        });
    assertThat(sought(tx -> tx.mirror().find(activityId(1)))).contains(unsent(1));
  }

  @Test
  void recordsOfOneKeyAndTwoTypesAreTwoRecords() {
    var contact = new RecordId(PeerSupport.CONTACT, activityId(1).key());
    does(
        tx -> {
          tx.mirror().put(synced(1));
          tx.mirror()
              .put(MirrorRow.ofServer(record(contact, 1, Fields.of("phone", Value.text("1")))));
          tx.mirror().remove(activityId(1));
        });
    assertThat(sought(tx -> tx.mirror().find(contact))).isPresent();
  }

  @Test
  void listsAreFilteredSortedAndPagedWithTheTotal() {
    does(
        tx -> {
          for (var number = 0; number < 300; number++) {
            tx.mirror().put(synced(number));
          }
        });
    var query = query(List.of(new Filter("peer_mentor", "mentor-7")), "date", false, 2, 1);
    var page = run(tx -> tx.mirror().list(query));
    var expected = new ArrayList<>(List.of(synced(7), synced(107), synced(207)));
    expected.sort(Comparator.comparing(row -> row.view().text("date")));
    assertThat(page.total()).isEqualTo(3);
    assertThat(page.rows()).isEqualTo(expected.subList(1, 3));
  }

  @Test
  void everyPageTellsTheTotalWhetherItIsFullPartOrBeyondTheEnd() {
    does(
        tx -> {
          for (var number = 0; number < 7; number++) {
            tx.mirror().put(synced(number));
          }
        });
    for (var offset : List.of(0, 3, 4, 6, 7, 9)) {
      for (var filters : List.of(List.<Filter>of(), List.of(new Filter("state", "synced")))) {
        var page = run(tx -> tx.mirror().list(query(filters, "", false, 3, offset)));
        assertThat(page.total()).as("from %d with %s", offset, filters).isEqualTo(7);
        assertThat(page.rows()).hasSize(Math.max(0, Math.min(3, 7 - offset)));
        var uncounted = run(tx -> tx.mirror().rows(query(filters, "", false, 3, offset)));
        assertThat(uncounted).isEqualTo(page.rows());
      }
    }
  }

  @Test
  void everyIndexedFieldSortsBothWays() {
    does(
        tx -> {
          for (var number = 0; number < 40; number++) {
            tx.mirror().put(synced(number));
          }
        });
    for (var field : List.of("peer_mentor", "type", "date", "by_proxy", "state", "key", "")) {
      var up = run(tx -> tx.mirror().list(query(List.of(), field, false, ALL, 0)));
      var down = run(tx -> tx.mirror().list(query(List.of(), field, true, ALL, 0)));
      assertThat(up.total()).isEqualTo(40);
      assertThat(up.rows()).hasSize(40).doesNotHaveDuplicates();
      assertThat(down.rows()).hasSize(40).doesNotHaveDuplicates();
      assertThat(up.rows()).isSortedAccordingTo(Comparator.comparing(row -> sortText(row, field)));
      assertThat(down.rows())
          .isSortedAccordingTo(
              Comparator.comparing((MirrorRow row) -> sortText(row, field)).reversed());
    }
    var byKey = run(tx -> tx.mirror().list(query(List.of(), "", false, ALL, 0)));
    assertThat(byKey.rows().get(0)).isEqualTo(synced(0));
  }

  private static String sortText(MirrorRow row, String field) {
    return switch (field) {
      case "state" -> row.state().code();
      case "key", "" -> row.id().key();
      case "by_proxy" -> row.view().get(field).toString();
      default -> row.view().text(field);
    };
  }

  @Test
  void equalRowsKeepOneOrderOverAllPages() {
    does(
        tx -> {
          for (var number = 0; number < 50; number++) {
            tx.mirror().put(MirrorRow.ofServer(record(activityId(number), 1, activity(3))));
          }
        });
    for (var descending : List.of(false, true)) {
      var seen = new ArrayList<MirrorRow>();
      for (var offset = 0; offset < 50; offset += 7) {
        var from = offset;
        seen.addAll(
            run(tx -> tx.mirror().list(query(List.of(), "date", descending, 7, from))).rows());
      }
      assertThat(seen).hasSize(50).doesNotHaveDuplicates();
    }
  }

  @Test
  void filtersCompareTextNumbersFlagsStatesAndMissingValues() {
    does(
        tx -> {
          tx.mirror().put(MirrorRow.ofServer(record(activityId(5), 1, activity(5))));
          tx.mirror().put(MirrorRow.ofServer(record(activityId(6), 1, activity(6))));
          tx.mirror().put(unsent(7));
          tx.mirror()
              .put(
                  MirrorRow.ofServer(
                      record(activityId(8), 1, Fields.of("theme", Value.text("none")))));
        });
    assertThat(keys(new Filter("by_proxy", "true"))).containsExactly(activityId(5));
    assertThat(keys(new Filter("by_proxy", "false"))).containsExactly(activityId(6), activityId(7));
    assertThat(keys(new Filter("by_proxy", ""))).containsExactly(activityId(8));
    assertThat(keys(new Filter("state", "unsent"))).containsExactly(activityId(7));
    assertThat(keys(new Filter("type", ""))).containsExactly(activityId(8));
    assertThat(keys(new Filter("type", "type-5"), new Filter("peer_mentor", "mentor-5")))
        .containsExactly(activityId(5));
    assertThat(keys(new Filter("type", "type-5' or '1'='1"))).isEmpty();
  }

  private List<RecordId> keys(Filter... filters) {
    var page = run(tx -> tx.mirror().list(query(List.of(filters), "", false, ALL, 0)));
    assertThat(page.total()).isEqualTo(page.rows().size());
    return page.rows().stream().map(MirrorRow::id).toList();
  }

  @Test
  void removedRowsAreInNoListButFound() {
    var row = synced(1);
    does(
        tx -> {
          tx.mirror()
              .put(
                  new MirrorRow(
                      row.id(),
                      row.serverId(),
                      row.version(),
                      row.view(),
                      row.view(),
                      RowState.UNSENT,
                      true,
                      row.last()));
          tx.mirror().put(synced(2));
        });
    assertThat(keys()).containsExactly(activityId(2));
    assertThat(sought(tx -> tx.mirror().find(row.id()))).isPresent();
    assertThat(number(tx -> tx.mirror().countOnServer(PeerSupport.ACTIVITY))).isEqualTo(2);
  }

  @Test
  void totalsFollowEveryChange() {
    assertThat(keys()).isEmpty();
    does(tx -> tx.mirror().put(synced(1)));
    assertThat(keys()).hasSize(1);
    does(
        tx -> {
          tx.mirror().put(synced(2));
          assertThat(tx.mirror().list(query(List.of(), "", false, 1, 0)).total()).isEqualTo(2);
          tx.mirror().put(synced(3));
          assertThat(tx.mirror().list(query(List.of(), "", false, 1, 0)).total()).isEqualTo(3);
        });
    does(tx -> tx.mirror().remove(activityId(1)));
    assertThat(keys()).containsExactly(activityId(2), activityId(3));
    assertThatThrownBy(
            () ->
                does(
                    tx -> {
                      tx.mirror().remove(activityId(2));
                      tx.mirror().list(query(List.of(), "", false, 1, 0));
                      throw new IllegalStateException("on purpose");
                    }))
        .hasMessage("on purpose");
    assertThat(keys()).containsExactly(activityId(2), activityId(3));
  }

  @Test
  void onlyRowsThatTheServerHasAreCountedAndScannedInKeyOrder() {
    does(
        tx -> {
          for (var number = 9; number >= 0; number--) {
            tx.mirror().put(number % 3 == 0 ? unsent(number) : synced(number));
          }
        });
    assertThat(number(tx -> tx.mirror().countOnServer(PeerSupport.ACTIVITY))).isEqualTo(6);
    assertThat(number(tx -> tx.mirror().countOnServer(PeerSupport.CONTACT))).isZero();
    assertThat(listed(tx -> tx.mirror().scan(PeerSupport.ACTIVITY, "", 2)))
        .containsExactly(synced(1), synced(2));
    assertThat(listed(tx -> tx.mirror().scan(PeerSupport.ACTIVITY, Samples.key(4), 9)))
        .containsExactly(synced(5), synced(7), synced(8));
  }

  @Test
  void whatIsStagedIsApartUntilTheSwap() {
    does(tx -> tx.mirror().put(synced(1)));
    does(tx -> tx.staging().add(List.of(record(2), record(3))));
    assertThat(keys()).containsExactly(activityId(1));
    assertThat(sought(tx -> tx.staging().find(activityId(1)))).isEmpty();
    assertThat(sought(tx -> tx.staging().find(activityId(2)))).contains(record(2));
    does(tx -> tx.staging().swap());
    assertThat(keys()).containsExactly(activityId(2), activityId(3));
    assertThat(sought(tx -> tx.mirror().find(activityId(1)))).isEmpty();
    assertThat(sought(tx -> tx.mirror().find(activityId(3)))).contains(synced(3));
    assertThat(number(tx -> tx.mirror().countOnServer(PeerSupport.ACTIVITY))).isEqualTo(2);
  }

  @Test
  void theOldMirrorIsNeverMistakenForStaging() {
    does(tx -> tx.mirror().put(synced(1)));
    does(tx -> tx.staging().add(List.of(record(2))));
    does(tx -> tx.staging().swap());
    assertThat(sought(tx -> tx.staging().find(activityId(1)))).isEmpty();
    does(tx -> tx.staging().add(List.of(record(3))));
    does(tx -> tx.staging().swap());
    assertThat(keys()).containsExactly(activityId(3));
    does(tx -> tx.staging().swap());
    assertThat(keys()).isEmpty();
  }

  @Test
  void aRecordThatIsStagedAgainIsOverwritten() {
    does(tx -> tx.staging().add(List.of(record(1), record(2))));
    var newer = record(activityId(2), 99, activity(77));
    does(tx -> tx.staging().add(List.of(newer, record(3), record(3))));
    assertThat(sought(tx -> tx.staging().find(activityId(2)))).contains(newer);
    does(tx -> tx.staging().swap());
    assertThat(keys()).containsExactly(activityId(1), activityId(2), activityId(3));
  }

  @Test
  void clearingThrowsAwayWhatIsStagedAndNothingElse() {
    does(tx -> tx.mirror().put(synced(1)));
    does(tx -> tx.staging().add(List.of(record(2))));
    does(tx -> tx.staging().clear());
    assertThat(sought(tx -> tx.staging().find(activityId(2)))).isEmpty();
    assertThat(keys()).containsExactly(activityId(1));
  }

  @Test
  void aSwapAndWhatIsLaidOverItAreOneTransaction() {
    does(tx -> tx.mirror().put(synced(1)));
    does(tx -> tx.staging().add(List.of(record(2))));
    assertThatThrownBy(
            () ->
                does(
                    tx -> {
                      tx.staging().swap();
                      assertThat(tx.mirror().find(activityId(2))).isPresent();
                      tx.mirror().put(unsent(5));
                      throw new IllegalStateException("on purpose");
                    }))
        .hasMessage("on purpose");
    assertThat(keys()).containsExactly(activityId(1));
    assertThat(sought(tx -> tx.staging().find(activityId(2)))).contains(record(2));
    does(
        tx -> {
          tx.staging().swap();
          tx.mirror().put(unsent(5));
        });
    assertThat(keys()).containsExactly(activityId(2), activityId(5));
  }

  @Test
  void manyTypesAreStagedAtOnce() {
    var page = new ArrayList<ServerRecord>();
    for (var number = 0; number < 1_000; number++) {
      page.add(
          number % 2 == 0
              ? record(number)
              : record(
                  new RecordId(PeerSupport.CONTACT, Samples.key(number)),
                  1,
                  Fields.of("display_name", Value.text("Kari " + number))));
    }
    does(tx -> tx.staging().add(page));
    does(tx -> tx.staging().swap());
    assertThat(number(tx -> tx.mirror().countOnServer(PeerSupport.ACTIVITY))).isEqualTo(500);
    assertThat(number(tx -> tx.mirror().countOnServer(PeerSupport.CONTACT))).isEqualTo(500);
  }

  protected static RecordQuery query(
      List<Filter> filters, String sort, boolean descending, int limit, long offset) {
    return new RecordQuery(PeerSupport.ACTIVITY, filters, sort, descending, limit, offset);
  }
}
