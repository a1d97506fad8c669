package no.samsyn.server.push;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import no.samsyn.model.FieldChange;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.Fields;
import no.samsyn.model.Op;
import no.samsyn.model.Problem;
import no.samsyn.model.Value;
import no.samsyn.server.scope.Caller;
import no.samsyn.server.scope.Role;

/**
 * Who may do what to a review, whatever else the role allows. Pure.
 *
 * <p>A review is evidence: what the two sides were is settled when it is made, and only the author
 * of {@code mine} may still add to that side while it is open. Coordinators and administrators
 * decide it and open it again; its author may take it back. Nobody deletes it: it is closed.
 */
final class ReviewAuthority {
  static final String STATUS = "status";
  static final String OPEN = "open";

  private static final String DECIDED_BY = "decided_by";
  private static final String KIND = "kind";
  private static final String MINE_BY = "mine_by";
  private static final Set<String> KINDS_OF_AN_AUTHOR = Set.of("two_versions", "edit_and_delete");
  private static final Set<String> DECISION = Set.of("outcome", DECIDED_BY, "decision");
  private static final Set<String> EVIDENCE =
      Set.of("base", "theirs", "theirs_by", KIND, "entity", "record", "peer_mentor");
  private static final Set<String> MINE = Set.of("mine", "contested", MINE_BY);

  private final Caller caller;
  private final Fields before;
  private final boolean isAuthor;
  private final List<Problem> problems = new ArrayList<>();

  private ReviewAuthority(Caller caller, Fields before, Fields authored) {
    this.caller = caller;
    this.before = before;
    this.isAuthor = authorOf(authored.get(MINE_BY)).equals(caller.user());
  }

  /** Says what of this change the caller may not do; nothing if all of it is fine. */
  static List<Problem> problemsOf(Caller caller, Op op, Fields before, FieldChanges asked) {
    if (op == Op.DELETE) {
      return List.of(forbidden("", "a review is closed and not deleted"));
    }
    var authored = op == Op.CREATE ? asked.applyTo(Fields.NONE) : before;
    var authority = new ReviewAuthority(caller, before, authored);
    asked.byName().forEach((name, change) -> authority.judge(op, name, change));
    if (op == Op.CREATE) {
      authority.requireOwn(authored);
    }
    return authority.problems;
  }

  private void judge(Op op, String name, FieldChange change) {
    var isSame = change.after().equals(before.get(name));
    if (isSame || (!change.after().isPresent() && !before.get(name).isPresent())) {
      return;
    }
    if (name.equals(STATUS)) {
      judgeStatus(change.after().asText());
    } else if (DECISION.contains(name)) {
      require(mayDecide(), name, "a coordinator decides this");
      require(
          !name.equals(DECIDED_BY) || isCallerOrNobody(change.after()),
          name,
          "whoever decides says so in the own name");
    } else if (op == Op.UPDATE && EVIDENCE.contains(name)) {
      require(false, name, name + " stays what it was");
    } else if (op == Op.UPDATE && MINE.contains(name)) {
      judgeMine(name, change.after());
    }
  }

  private void judgeStatus(String after) {
    var isNew = before.equals(Fields.NONE);
    switch (after) {
      case OPEN -> require(isNew || mayDecide(), STATUS, "a coordinator opens this again");
      case "withdrawn" -> require(isAuthor && wasOpen(), STATUS, "who wrote it takes it back");
      case "superseded" ->
          require(
              (isAuthor || mayDecide()) && wasOpen(),
              STATUS,
              "its author or a coordinator says this, while it is open");
      default -> require(mayDecide(), STATUS, "a coordinator decides this");
    }
  }

  private void judgeMine(String name, Value after) {
    var isOpen = before.text(STATUS).equals(OPEN);
    require(isAuthor && isOpen, name, "only its author adds to it, while it is open");
    if (name.equals(MINE_BY)) {
      require(authorOf(after).equals(caller.user()), name, "its author stays who it was");
    }
  }

  private void requireOwn(Fields made) {
    if (KINDS_OF_AN_AUTHOR.contains(made.text(KIND))) {
      require(isAuthor, MINE_BY, "only the author of a version asks for its review");
    }
  }

  private boolean isCallerOrNobody(Value name) {
    return !name.isPresent() || name.asText().equals(caller.user());
  }

  private boolean wasOpen() {
    return before.text(STATUS).equals(OPEN);
  }

  private boolean mayDecide() {
    return caller.is(Role.COORDINATOR) || caller.is(Role.ADMINISTRATOR);
  }

  private void require(boolean isAllowed, String field, String sentence) {
    if (!isAllowed) {
      problems.add(forbidden(field, sentence));
    }
  }

  private static String authorOf(Value by) {
    return by instanceof Value.Structure structure ? structure.member("author").asText() : "";
  }

  private static Problem forbidden(String field, String sentence) {
    return new Problem(field, "forbidden", sentence);
  }
}
