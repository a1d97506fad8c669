package no.samsyn.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.samsyn.json.Json;
import no.samsyn.model.Problem;
import no.samsyn.model.RecordId;
import no.samsyn.model.Value;
import no.samsyn.sync.DeadLetter;
import no.samsyn.sync.DeadLetters;

/**
 * The dead letters in SQL, the discarded ones beside them. Used by one thread within one
 * transaction.
 */
final class SqlDeadLetters implements DeadLetters {
  private static final String ANY = "dead_letter.any"; // in memory: 0 if there surely is none

  private final Session session;
  private final Sql.Statements sql;

  SqlDeadLetters(Session session) {
    this.session = session;
    this.sql = session.sql();
  }

  private static final String IS_THERE =
      """
      select discarded_at from dead_letter where mutation = ?
      """;

  private static final String ADD =
      """
      insert into dead_letter (
        mutation,
        seq,
        entity,
        record_key,
        content,
        wire,
        kind,
        sentence,
        problems,
        theirs,
        theirs_version,
        attempts,
        first_attempt,
        died_at,
        discarded_at,
        discard_reason
      )
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, '')
      """;

  @Override
  public void add(DeadLetter letter) {
    if (!sql.query(IS_THERE, row -> row.number(1), letter.mutation()).isEmpty()) {
      return;
    }
    var changed =
        sql.update(
            ADD,
            letter.mutation(),
            letter.mine().seq(),
            letter.record().entity(),
            letter.record().key(),
            OutboxRows.content(letter.mine()),
            letter.wireForm(),
            letter.reason().kind().code(),
            letter.reason().sentence(),
            problems(letter.reason().problems()),
            Json.write(letter.theirs()),
            letter.theirsVersion(),
            (long) letter.attempts(),
            letter.firstAttempt().toEpochMilli(),
            letter.diedAt().toEpochMilli());
    Session.requireOne(changed, "add dead letter " + letter.mutation());
    session.memory().set(ANY, 1);
    session.touch(letter.record().entity());
  }

  private static final String FIND =
      """
      select
        content,
        wire,
        kind,
        sentence,
        problems,
        theirs,
        theirs_version,
        attempts,
        first_attempt,
        died_at
      from dead_letter
      where mutation = ? and discarded_at = 0
      """;

  @Override
  public Optional<DeadLetter> find(String mutation) {
    var found = sql.query(FIND, SqlDeadLetters::read, mutation);
    return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0));
  }

  private static final String OF_RECORD =
      """
      select
        content,
        wire,
        kind,
        sentence,
        problems,
        theirs,
        theirs_version,
        attempts,
        first_attempt,
        died_at
      from dead_letter
      where record_key = ? and entity = ? and discarded_at = 0
      order by seq
      """;

  @Override
  public List<DeadLetter> of(RecordId record) {
    if (session.memory().get(ANY, this::countToOne) == 0) {
      return List.of(); // each record of a push asks, and mostly there is none at all
    }
    return sql.query(OF_RECORD, SqlDeadLetters::read, record.key(), record.entity());
  }

  private static final String FIRST =
      """
      select mutation from dead_letter where discarded_at = 0 limit 1
      """;

  private long countToOne() {
    return sql.query(FIRST, row -> row.text(1)).size();
  }

  private static final String LIST =
      """
      select
        content,
        wire,
        kind,
        sentence,
        problems,
        theirs,
        theirs_version,
        attempts,
        first_attempt,
        died_at
      from dead_letter
      where discarded_at = 0
      order by discarded_at, seq
      limit ? offset ?
      """;

  /** Returns them in the order in which the changes were made. */
  @Override
  public List<DeadLetter> list(int limit, long offset) {
    return sql.query(LIST, SqlDeadLetters::read, (long) limit, offset);
  }

  private static final String REMOVE =
      """
      delete from dead_letter where mutation = ? and discarded_at = 0
      """;

  @Override
  public void remove(String mutation) {
    var letter = require(mutation);
    Session.requireOne(sql.update(REMOVE, mutation), "remove dead letter " + mutation);
    session.memory().forget(ANY);
    session.touch(letter.record().entity());
  }

  private static final String DISCARD =
      """
      update dead_letter set
        discarded_at = ?,
        discard_reason = ?
      where mutation = ? and discarded_at = 0
      """;

  @Override
  public void discard(String mutation, String reason, Instant at) {
    var letter = require(mutation);
    var changed = sql.update(DISCARD, Math.max(1, at.toEpochMilli()), reason, mutation);
    Session.requireOne(changed, "discard dead letter " + mutation);
    session.memory().forget(ANY);
    session.touch(letter.record().entity());
  }

  private DeadLetter require(String mutation) {
    return find(mutation)
        .orElseThrow(() -> new IllegalStateException("no dead letter " + mutation));
  }

  private static final String DISCARDED =
      """
      select
        content,
        wire,
        kind,
        sentence,
        problems,
        theirs,
        theirs_version,
        attempts,
        first_attempt,
        died_at
      from dead_letter
      where discarded_at > 0
      order by discarded_at desc, seq desc
      limit ? offset ?
      """;

  @Override
  public List<DeadLetter> discarded(int limit, long offset) {
    return sql.query(DISCARDED, SqlDeadLetters::read, (long) limit, offset);
  }

  private static final String SIZE =
      """
      select count(*) from dead_letter where discarded_at = 0
      """;

  @Override
  public long size() {
    return sql.query(SIZE, row -> row.number(1)).get(0);
  }

  private static DeadLetter read(Sql.Row row) {
    return new DeadLetter(
        OutboxRows.mutation(row.text(1)),
        row.text(2),
        new DeadLetter.Reason(
            DeadLetter.Kind.ofCode(row.text(3)), row.text(4), problems(row.text(5))),
        Json.parseFields(row.text(6)),
        row.number(7),
        (int) row.number(8),
        Instant.ofEpochMilli(row.number(9)),
        Instant.ofEpochMilli(row.number(10)));
  }

  /** Problems as JSON: a list of objects. The names are stored on devices; never rename. */
  private static String problems(List<Problem> problems) {
    var items = new ArrayList<Value>();
    for (var problem : problems) {
      items.add(
          new Value.Structure(
              Map.of(
                  "field", Value.text(problem.field()),
                  "code", Value.text(problem.code()),
                  "sentence", Value.text(problem.sentence()))));
    }
    return Json.write(new Value.Items(items));
  }

  private static List<Problem> problems(String json) {
    var problems = new ArrayList<Problem>();
    if (Json.parse(json) instanceof Value.Items list) {
      for (var item : list.items()) {
        if (item instanceof Value.Structure problem) {
          problems.add(
              new Problem(
                  problem.member("field").asText(),
                  problem.member("code").asText(),
                  problem.member("sentence").asText()));
        }
      }
    }
    return problems;
  }
}
