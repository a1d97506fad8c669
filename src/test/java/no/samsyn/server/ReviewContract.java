package no.samsyn.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import no.samsyn.model.Fields;
import no.samsyn.model.Mutation;
import no.samsyn.model.Value;
import no.samsyn.server.core.CoreRules;
import no.samsyn.server.core.ServerCore;
import no.samsyn.server.push.ReviewRule;
import no.samsyn.server.scope.Caller;
import no.samsyn.server.store.Accounts;
import no.samsyn.wire.PushJson;
import no.samsyn.wire.RecordJson;
import org.junit.jupiter.api.Test;

/** Who may do what to a review, on whatever database. */
abstract class ReviewContract extends ServerContract {
  @Test
  void onlyTheAuthorOfAVersionAsksForItsReview() {
    var record = activityOf(org.ola);
    for (var kind : new String[] {"two_versions", "edit_and_delete"}) {
      var fields = review(record, "ola").with("kind", kind);
      assertForbidden(
          org.north.push(org.north.create("review", org.north.key(), fields)), "mine_by");
      assertForbidden(
          org.admin.push(org.admin.create("review", org.admin.key(), fields)), "mine_by");
      org.ola.push(org.ola.create("review", org.ola.key(), fields)).allApplied();
    }
    var pair = review(record, "somebody").with("kind", "duplicate");
    org.north.push(org.north.create("review", org.north.key(), pair)).allApplied();
  }

  @Test
  void aReviewIsNotMadeDecided() {
    var record = activityOf(org.ola);
    var decided = review(record, "ola").with("status", "resolved");
    assertForbidden(org.ola.push(org.ola.create("review", org.ola.key(), decided)), "status");
    var told = review(record, "ola").with("outcome", "mine");
    assertForbidden(org.ola.push(org.ola.create("review", org.ola.key(), told)), "outcome");
  }

  @Test
  void coordinatorsAndAdministratorsDecideAndNobodyElse() {
    var open = opened("ola");
    var decision = structure("batch", "b1");
    assertForbidden(org.ola, org.ola.update(open, "status", Value.text("resolved")), "status");
    assertForbidden(org.ola, org.ola.update(open, "outcome", Value.text("mine")), "outcome");
    assertForbidden(org.ola, org.ola.update(open, "decided_by", Value.text("ola")), "decided_by");
    assertForbidden(org.ola, org.ola.update(open, "decision", decision), "decision");
    var told = applied(org.north, org.north.update(open, "decision", decision));
    var named = applied(org.north, org.north.update(told, "decided_by", Value.text("nina")));
    var done = applied(org.north, org.north.update(named, "status", Value.text("resolved")));
    assertThat(done.fields().get("decision")).isEqualTo(decision);
    var other = opened("ola");
    applied(org.admin, org.admin.update(other, "status", Value.text("resolved")));
    var south = org.south.push(org.south.update(opened("ola"), "status", Value.text("resolved")));
    assertThat(south.only().problem().code()).isEqualTo("out-of-scope");
  }

  @Test
  void onlyItsAuthorTakesAReviewBack() {
    var withdrawn = Value.text("withdrawn");
    var open = opened("ola");
    assertForbidden(org.north, org.north.update(open, "status", withdrawn), "status");
    assertForbidden(org.admin, org.admin.update(open, "status", withdrawn), "status");
    applied(org.ola, org.ola.update(open, "status", withdrawn));
    var proxy = review(activityOf(org.ola), "nina");
    var made = org.north.push(org.north.create("review", org.north.key(), proxy)).only().record();
    assertForbidden(org.ola, org.ola.update(made, "status", withdrawn), "status");
    applied(org.north, org.north.update(made, "status", withdrawn));
  }

  @Test
  void itsAuthorOrACoordinatorSaysThatItIsSuperseded() {
    var superseded = Value.text("superseded");
    applied(org.ola, org.ola.update(opened("ola"), "status", superseded));
    applied(org.north, org.north.update(opened("ola"), "status", superseded));
    var proxy = review(activityOf(org.ola), "nina");
    var made = org.north.push(org.north.create("review", org.north.key(), proxy)).only().record();
    assertForbidden(org.ola, org.ola.update(made, "status", superseded), "status");
  }

  @Test
  void coordinatorsAndAdministratorsOpenItAgain() {
    var open = Value.text("open");
    var closed = applied(org.ola, org.ola.update(opened("ola"), "status", Value.text("withdrawn")));
    assertForbidden(org.ola, org.ola.update(closed, "status", open), "status");
    var again = applied(org.north, org.north.update(closed, "status", open));
    var done = applied(org.north, org.north.update(again, "status", Value.text("resolved")));
    applied(org.admin, org.admin.update(done, "status", open));
  }

  @Test
  void nobodyDecidesInAnothersName() {
    var open = opened("ola");
    assertForbidden(
        org.north, org.north.update(open, "decided_by", Value.text("admin")), "decided_by");
    var own = Value.text(org.north.caller().user());
    applied(org.north, org.north.update(open, "decided_by", own));
  }

  @Test
  void whatTheSidesWereStaysWhatItWas() {
    var open = opened("ola");
    var other = structure("x", "y");
    for (var field : new String[] {"base", "theirs", "theirs_by"}) {
      assertForbidden(org.ola, org.ola.update(open, field, other), field);
      assertForbidden(org.admin, org.admin.update(open, field, other), field);
    }
    for (var field : new String[] {"entity", "record"}) {
      assertForbidden(org.admin, org.admin.update(open, field, Value.text("other")), field);
    }
    assertForbidden(org.admin, org.admin.update(open, "kind", Value.text("duplicate")), "kind");
  }

  @Test
  void aReviewIsGivenToSomebodyWhoCanDecideIt() {
    var open = opened("ola");
    account(org.north, true);
    account(org.admin, true);
    account(org.south, true);
    account(org.ola, true);
    account(org.device("kim", Caller.administrator("another", "kim")), true);
    account(org.device("per", Caller.administrator(TestOrganisation.ORG, "per")), false);
    for (var user : new String[] {"sara", "ola", "kim", "per", "nobody", "Nina"}) {
      var pushed = org.north.push(org.north.update(open, "assigned_to", Value.text(user)));
      assertForbidden(pushed, "assigned_to");
      assertThat(pushed.only().problem().detail())
          .isEqualTo(
              "only a coordinator of the mentor's unit or an administrator can decide this.");
      var given = review(activityOf(org.ola), "ola").with("assigned_to", user);
      assertForbidden(org.ola.push(org.ola.create("review", org.ola.key(), given)), "assigned_to");
    }
    for (var user : new String[] {"nina", "admin"}) {
      open = applied(org.north, org.north.update(open, "assigned_to", Value.text(user)));
    }
    disable("admin"); // with whom it lies then stays what it is until somebody changes it
    open = applied(org.north, org.north.update(open, "comment", Value.text("ring")));
    applied(org.north, org.north.update(open, "assigned_to", Value.nothing()));
  }

  private void disable(String user) {
    var now = org.time.now();
    database().write(tx -> Accounts.setEnabled(tx, TestOrganisation.ORG, user, false, now));
  }

  private void account(TestDevice device, boolean enabled) {
    var caller = device.caller();
    var units = caller.scope().units();
    var rights = new Accounts.Rights(caller.role(), units, caller.peerMentor());
    var account =
        new Accounts.Account(
            caller.user(), caller.organisation(), caller.user(), rights, "", enabled);
    database()
        .write(
            tx -> {
              Accounts.insert(tx, account, org.time.now());
              return true;
            });
  }

  @Test
  void onlyItsAuthorAddsToMineAndOnlyWhileItIsOpen() {
    var open = opened("ola");
    var more = structure("minutes", "45");
    for (var field : new String[] {"mine", "contested"}) {
      assertForbidden(org.north, org.north.update(open, field, more), field);
      open = applied(org.ola, org.ola.update(open, field, more));
    }
    var later = by("ola", "phone-2");
    assertForbidden(org.north, org.north.update(open, "mine_by", by("nina", "")), "mine_by");
    assertForbidden(org.ola, org.ola.update(open, "mine_by", by("nora", "")), "mine_by");
    open = applied(org.ola, org.ola.update(open, "mine_by", later));
    var closed = applied(org.north, org.north.update(open, "status", Value.text("resolved")));
    assertForbidden(org.ola, org.ola.update(closed, "mine", structure("minutes", "50")), "mine");
  }

  @Test
  void nobodyDeletesAReview() {
    var open = opened("ola");
    assertForbidden(org.ola, org.ola.delete(open), "");
    assertForbidden(org.north, org.north.delete(open), "");
    assertForbidden(org.admin, org.admin.delete(open), "");
  }

  @Test
  void aServerThatInsistsLetsContestedFieldsBeChangedByADecisionOnly() {
    var record = activityOf(org.ola);
    var contested = review(record, "ola").with("contested", structure("minutes", "x"));
    var key = org.ola.key();
    org.ola.push(org.ola.create("review", key, contested)).allApplied();
    org.time.pass(Duration.ofSeconds(1)); // other ids than the first devices made
    var rules = CoreRules.PLAIN.with(ReviewRule.INSIST);
    var insisting = ServerCore.over(database(), org.time, new SeededChance(9), rules);
    var ola = new TestDevice(insisting, org.time, org.ola.caller(), org.ola.mentorKey());
    var north = new TestDevice(insisting, org.time, org.north.caller(), "");
    var other = applied(north, north.update(record, "place", Value.text("Narvik")));
    var past = north.push(north.update(other, "minutes", Value.whole(5))).only();
    assertThat(past.problem().code()).isEqualTo("needs-decision");
    assertThat(north.push(north.delete(other)).only().problem().code()).isEqualTo("needs-decision");
    var pretended = resolving(ola.update(other, "minutes", Value.whole(5)), key);
    assertThat(ola.push(pretended).only().problem().code()).isEqualTo("needs-decision");
    var wrong = resolving(north.update(other, "minutes", Value.whole(5)), "another");
    assertThat(north.push(wrong).only().problem().code()).isEqualTo("needs-decision");
    var decision = resolving(north.update(other, "minutes", Value.whole(5)), key);
    var decided = applied(north, decision);
    var review = north.snapshot().records().get("review/" + key);
    applied(north, north.update(review, "status", Value.text("resolved")));
    applied(ola, ola.update(decided, "minutes", Value.whole(6)));
  }

  @Test
  void aServerThatDoesNotInsistLeavesItToTheDevices() {
    var record = activityOf(org.ola);
    var contested = review(record, "ola").with("contested", structure("minutes", "x"));
    org.ola.push(org.ola.create("review", org.ola.key(), contested)).allApplied();
    applied(org.north, org.north.update(record, "minutes", Value.whole(5)));
  }

  private RecordJson opened(String author) {
    var fields = review(activityOf(org.ola), author);
    return org.ola.push(org.ola.create("review", org.ola.key(), fields)).only().record();
  }

  private Fields review(RecordJson record, String author) {
    return Fields.of("entity", Value.text(record.entity()))
        .with("record", record.key())
        .with("kind", "two_versions")
        .with("peer_mentor", org.ola.mentorKey())
        .with("status", "open")
        .with("base", structure("minutes", "1"))
        .with("mine", structure("minutes", "2"))
        .with("theirs", structure("minutes", "3"))
        .with("contested", structure("minutes", "x"))
        .with("theirs_by", by("nina", "desk"))
        .with("mine_by", by(author, "phone"));
  }

  private static Value by(String author, String device) {
    return new Value.Structure(Map.of("author", Value.text(author), "device", Value.text(device)));
  }

  private static Value structure(String name, String text) {
    return new Value.Structure(Map.of(name, Value.text(text)));
  }

  private static Mutation resolving(Mutation m, String review) {
    return new Mutation(
        m.id(),
        m.device(),
        m.seq(),
        m.target(),
        m.basis(),
        m.changes(),
        m.evidence(),
        new Mutation.Links("", review, ""));
  }

  private static RecordJson applied(TestDevice device, Mutation mutation) {
    return device.push(mutation).allApplied().only().record();
  }

  private static void assertForbidden(TestDevice device, Mutation mutation, String field) {
    assertForbidden(device.push(mutation), field);
  }

  private static void assertForbidden(TestDevice.Pushed pushed, String field) {
    PushJson.Result result = pushed.only();
    assertThat(result.status()).isEqualTo("rejected");
    assertThat(result.problem().code()).isEqualTo("forbidden");
    var pointer = field.isEmpty() ? "" : "/" + field;
    assertThat(result.problem().errors())
        .anySatisfy(error -> assertThat(error.pointer()).isEqualTo(pointer));
  }
}
