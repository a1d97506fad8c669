package no.samsyn.console;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import no.samsyn.model.Mutation;
import no.samsyn.model.RecordId;
import no.samsyn.sync.DeadLetter;
import no.samsyn.sync.OutboxEntry;

/**
 * One change that the server has not settled, as a person sees it: what waits, for what, how often
 * it was tried, what went wrong.
 *
 * @param waitsFor words; empty where it waits for nothing but the next run
 * @param lastError words; empty where nothing went wrong
 * @param nextAttempt {@link Instant#EPOCH} where the next run takes it
 * @param reason a code for what holds it up, for whoever says it in other words; empty where
 *     nothing does
 */
public record OutboxRow(
    String mutation,
    RecordId record,
    String op,
    State state,
    String waitsFor,
    int attempts,
    String lastError,
    Instant nextAttempt,
    List<String> fields,
    String reason) {

  /** The words stand in JSON; never rename. */
  public enum State {
    /** Goes with the next run that may take it. */
    WAITING("waiting"),
    /** Was sent, and nobody knows yet what the server did. */
    SENT("sent"),
    /** Waits for another change or record. */
    HELD("held"),
    /** A dead letter, or a change that waits for one. */
    NEEDS_YOU("needs-you");

    private final String word;

    State(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  public OutboxRow {
    fields = List.copyOf(fields);
  }

  static OutboxRow of(OutboxEntry entry) {
    var delivery = entry.delivery();
    return new OutboxRow(
        entry.mutation(),
        entry.record(),
        entry.local().target().op().wireName(),
        stateOf(entry),
        waitsFor(entry),
        delivery.attempts(),
        delivery.lastError(),
        delivery.nextAttempt(),
        fieldsOf(entry.local()),
        entry.hold() == OutboxEntry.Hold.NONE ? "" : code(entry.hold()));
  }

  static OutboxRow of(DeadLetter letter) {
    return new OutboxRow(
        letter.mutation(),
        letter.record(),
        letter.mine().target().op().wireName(),
        State.NEEDS_YOU,
        "you",
        letter.attempts(),
        words(letter.reason()),
        Instant.EPOCH,
        fieldsOf(letter.mine()),
        letter.reason().kind().code());
  }

  private static State stateOf(OutboxEntry entry) {
    return switch (entry.hold()) {
      case NEEDS_PERSON -> State.NEEDS_YOU;
      case BEHIND_PREDECESSOR, WAITS_FOR_RECORD -> State.HELD;
      case NONE -> entry.wasSent() ? State.SENT : State.WAITING;
    };
  }

  private static String waitsFor(OutboxEntry entry) {
    return switch (entry.hold()) {
      case NONE -> "";
      case BEHIND_PREDECESSOR -> "the change " + entry.waitsFor() + " of the same record";
      case WAITS_FOR_RECORD -> "the record " + entry.waitsFor();
      case NEEDS_PERSON -> "you, because of the change " + entry.waitsFor();
    };
  }

  private static String code(OutboxEntry.Hold hold) {
    return hold.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static List<String> fieldsOf(Mutation mutation) {
    return List.copyOf(mutation.changes().names());
  }

  static String words(DeadLetter.Reason reason) {
    var sentence = reason.sentence().isEmpty() ? "" : ": " + reason.sentence();
    return switch (reason.kind()) {
      case REJECTED -> "The server does not accept it" + sentence;
      case CONFLICT -> "Somebody else changed the record meanwhile";
      case BLOCKED -> "An earlier change of the record needs you first";
      case OUT_OF_SCOPE -> "You no longer have access to the record";
      case TOO_LARGE -> "It is too large for the server";
      case MISSING_REFERENCE -> "It refers to a record that the server does not have";
      case SERVER_ERROR -> "The server failed on it again and again";
      case RECORD_DELETED -> "The record was deleted meanwhile";
      case DECISION_LOST -> "Your decision did not count" + sentence;
    };
  }
}
