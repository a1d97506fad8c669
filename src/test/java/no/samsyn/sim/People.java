package no.samsyn.sim;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import no.samsyn.model.Fields;
import no.samsyn.model.RecordId;
import no.samsyn.model.Value;
import no.samsyn.server.auth.PasswordCost;
import no.samsyn.server.core.ServerCore;
import no.samsyn.store.StoredTokens;
import no.samsyn.sync.DeviceFacts;
import no.samsyn.sync.Edit;
import no.samsyn.sync.MirrorRow;
import no.samsyn.sync.OutboxCare;
import no.samsyn.sync.RecordQuery;
import no.samsyn.sync.ReviewEdits;
import no.samsyn.sync.SyncEngine;
import no.samsyn.sync.SyncStore;
import no.samsyn.sync.conflict.Decision;
import no.samsyn.sync.conflict.ReviewCase;

/**
 * What people do with what they see. Everything that they type is written into the ledger when, and
 * only when, the program has told them that it is saved.
 */
final class People {
  /** Few records, so that people meet. */
  private static final int SHARED_MAX = 5;

  private static final Map<String, List<String>> TYPED =
      Map.of(
          "activity", List.of("place", "theme", "note"),
          "contact", List.of("phone", "email", "note"),
          "expense", List.of("from_place", "to_place", "note"),
          "peer_mentor", List.of("phone"));
  private static final List<String> EDITED = List.of("activity", "activity", "contact", "expense");

  private final World world;
  private Optional<Hall.Image> backup = Optional.empty();

  People(World world) {
    this.world = world;
  }

  void perform(Operation op) {
    var device = world.devices.get(op.device());
    if (device.process().isEmpty()) {
      return;
    }
    var process = device.process().get();
    switch (op.kind()) {
      case CREATE_ACTIVITY -> create(device, process, op, "activity");
      case CREATE_CONTACT -> create(device, process, op, "contact");
      case CREATE_EXPENSE -> create(device, process, op, "expense");
      case EDIT -> edit(device, process, op, EDITED.get(draw(op, "entity", EDITED.size())));
      case EDIT_MENTOR -> edit(device, process, op, "peer_mentor");
      case DELETE -> delete(device, process, op);
      case DECIDE, UNDO, REOPEN, WITHDRAW, RESTORE -> review(device, process, op);
      case RETRY, DISCARD -> letter(device, process, op);
      case SYNC -> device.run(SyncEngine.Trigger.NOW);
      case GO_OFFLINE -> device.cutOff(draw(op, "offline", 300_000));
      case JUMP_CLOCK -> device.jump(jump(op));
      case COLLECT_TOMBSTONES -> collect();
      case REVOKE -> revoke(device);
      case EDIT_FORBIDDEN -> forbidden(device, process, op);
      case BACK_UP -> backup = Optional.of(world.hall.picture());
      case PUT_BACK -> putBack();
      case REBUILD -> rebuild(device, process);
      case COPY_STORE -> device.copyStore();
      case PUT_COPY_BACK -> putCopyBack(device, store -> {});
      case RESTORE_OWN_BACKUP -> putCopyBack(device, this::goOnAsAnotherDevice);
      case MOVE_MENTOR -> world.office.move(mentor(op));
      case LOCK_OUT -> world.office.lockOut(device.user());
    }
  }

  private String mentor(Operation op) {
    var mentors = List.copyOf(world.hall.mentors.values());
    return mentors.get(draw(op, "mentor", mentors.size()));
  }

  private long jump(Operation op) {
    var lengths = new long[] {300_000, -300_000, 86_400_000L, 315_360_000_000L, -315_360_000_000L};
    return lengths[draw(op, "jump", lengths.length)];
  }

  private void collect() {
    var now = world.begin().plusMillis(world.stage.now());
    if (!world.server.isDown()) {
      world.counts.count("tombstone collections");
      world.server.core().tombstones().collect(ServerCore.ORGANISATION, now);
    }
  }

  private void revoke(SimDevice device) {
    if (!world.server.isDown()) {
      world.counts.count("revocations");
      world
          .server
          .core()
          .users(ServerCore.ORGANISATION, "operator", PasswordCost.TRIFLING)
          .reset(device.user(), Hall.PASSWORD);
    }
  }

  /** Somebody loses the database and takes the last backup; nobody tells the devices. */
  private void putBack() {
    if (backup.isPresent() && !world.server.isDown()) {
      world.counts.count("restores");
      world.hall.restore(backup.get());
      world.server.startAnew();
      world.judge.restored();
      world.office.restored();
    }
  }

  /** What {@code samsyn rebuild} does: everything is fetched again. */
  private void rebuild(SimDevice device, SimDevice.Life process) {
    if (process.byPerson(SimDevice.Life::rebuild).isPresent()) {
      world.counts.count("rebuilds");
      device.wakeIn(1);
    }
  }

  private void putCopyBack(SimDevice device, Consumer<SyncStore> before) {
    world.counts.count("copies put back");
    device.putCopyBack(before);
  }

  /** What {@code samsyn backup restore} does beside it. */
  private void goOnAsAnotherDevice(SyncStore store) {
    store.inTransaction(
        SyncStore.Durability.FORCED,
        tx -> {
          new DeviceFacts(tx.facts())
              .becomeAnotherDevice(
                  world.begin().plusMillis(world.stage.now()),
                  () -> world.tape.entropy("restored"));
          return true;
        });
    new StoredTokens(store).forget();
  }

  /** What only a coordinator may set: the device does not know that, the server says no. */
  private void forbidden(SimDevice device, SimDevice.Life process, Operation op) {
    if (world.hall.mentors.containsKey(device.user())) {
      edit(device, process, op, "peer_mentor", List.of("account"));
    }
  }

  private int draw(Operation op, String label, int bound) {
    return op.draw(world.swarm.seed(), label, bound);
  }

  private void create(SimDevice device, SimDevice.Life process, Operation op, String entity) {
    var typed = new LinkedHashMap<String, String>();
    var fields = required(device, op, entity);
    if (fields.isEmpty()) {
      return;
    }
    var body = fields.get();
    for (var field : some(op, TYPED.get(entity))) {
      typed.put(field, world.ledger.newValue(device.name()));
    }
    if (entity.equals("contact")) {
      typed.put("display_name", world.ledger.newValue(device.name()));
    }
    for (var each : typed.entrySet()) {
      body = body.with(each.getKey(), each.getValue());
    }
    var wish = Edit.Wish.of(entity, body);
    process
        .byPerson(p -> p.edits.create(wish))
        .ifPresent(outcome -> saved(device, outcome, typed, Fields.NONE));
  }

  /** What the form asks for; nothing where this device does not know enough to fill it in. */
  private Optional<Fields> required(SimDevice device, Operation op, String entity) {
    var mentors = rows(device, "peer_mentor");
    if (mentors.isEmpty()) {
      return Optional.empty();
    }
    var mentor = mentors.get(draw(op, "mentor", mentors.size())).id().key();
    var body = Fields.of("peer_mentor", Value.text(mentor));
    return switch (entity) {
      case "contact" -> Optional.of(body);
      case "expense" -> Optional.of(expense(device, op, body));
      default -> activity(device, op, body);
    };
  }

  private Fields expense(SimDevice device, Operation op, Fields body) {
    var expense = body.with("kind", "car").with("date", "2026-11-20").with("amount_ore", 100);
    var activities = rows(device, "activity");
    return activities.isEmpty()
        ? expense
        : expense.with("activity", pick(op, activities).id().key());
  }

  private Optional<Fields> activity(SimDevice device, Operation op, Fields body) {
    var types = rows(device, "activity_type");
    if (types.isEmpty()) {
      return Optional.empty();
    }
    var contacts = rows(device, "contact");
    var activity =
        body.with("type", types.get(0).id().key())
            .with("date", "2026-11-" + (10 + draw(op, "day", 4)))
            .with("minutes", 10 + draw(op, "minutes", 60));
    return Optional.of(
        contacts.isEmpty() || draw(op, "with contact", 2) == 0
            ? activity
            : activity.with("contact", pick(op, contacts).id().key()));
  }

  private List<String> some(Operation op, List<String> fields) {
    var from = draw(op, "field", fields.size());
    var count = 1 + draw(op, "fields", 2);
    return fields.subList(from, Math.min(fields.size(), from + count));
  }

  private void edit(SimDevice device, SimDevice.Life process, Operation op, String entity) {
    edit(device, process, op, entity, some(op, TYPED.get(entity)));
  }

  private void edit(
      SimDevice device, SimDevice.Life process, Operation op, String entity, List<String> touched) {
    var rows = rows(device, entity);
    if (rows.isEmpty()) {
      return;
    }
    var row = pick(op, rows);
    var typed = new LinkedHashMap<String, String>();
    var fields = Fields.NONE;
    for (var field : touched) {
      typed.put(field, world.ledger.newValue(device.name()));
      fields = fields.with(field, typed.get(field));
    }
    var wish = Edit.Wish.of(entity, fields);
    var outcome = process.byPerson(p -> p.edits.update(row.id(), wish));
    if (outcome.isPresent()) {
      saved(device, outcome.get(), typed, row.view());
    } else {
      perhapsSaved(device, row.id(), typed, row.view());
    }
  }

  private void saved(
      SimDevice device, Edit.Outcome outcome, Map<String, String> typed, Fields seen) {
    if (outcome instanceof Edit.Outcome.Saved saved) {
      world.counts.count("saves");
      world.stage.note(device.name() + " saves " + typed.values());
      typed.forEach(
          (field, value) ->
              world.ledger.saved(value, device.name(), saved.record(), field, seen.text(field)));
      device.savedSomething();
      world.judge.look(device);
    } else if (!(outcome instanceof Edit.Outcome.SignInNeeded)) {
      world.counts.count("not saved: " + outcome.getClass().getSimpleName());
    }
  }

  /** It died with the words on its lips: if they are on the disk, they count like any others. */
  private void perhapsSaved(
      SimDevice device, RecordId record, Map<String, String> typed, Fields seen) {
    var there = new HashSet<String>();
    for (var mutation : device.ownMutations()) {
      mutation.changes().byName().values().forEach(c -> Truth.collect(c.after(), there));
    }
    typed.forEach(
        (field, value) -> {
          if (there.contains(value)) {
            world.ledger.saved(value, device.name(), record, field, seen.text(field));
          }
        });
  }

  private void delete(SimDevice device, SimDevice.Life process, Operation op) {
    var rows = rows(device, EDITED.get(draw(op, "entity", EDITED.size())));
    if (rows.isEmpty()) {
      return;
    }
    var row = pick(op, rows);
    var done = process.byPerson(p -> p.edits.delete(row.id()));
    if (done.isEmpty()) {
      world.ledger.overrode(device.name(), row.id()); // perhaps it is deleted
    }
    done.ifPresent(
        outcome -> {
          if (outcome instanceof Edit.Outcome.Saved) {
            world.counts.count("deletes");
            world.stage.note(device.name() + " deletes " + row.id().entity());
            world.ledger.overrode(device.name(), row.id());
            device.savedSomething();
          }
        });
  }

  private void review(SimDevice device, SimDevice.Life process, Operation op) {
    var rows = rows(device, "review");
    if (rows.isEmpty()) {
      return;
    }
    var row = pick(op, rows);
    var review = ReviewCase.of(row.view());
    var subject = new RecordId(review.subject().entity(), review.subject().record());
    var typed = new LinkedHashMap<String, String>();
    var seen = find(device, subject).map(MirrorRow::view).orElse(Fields.NONE);
    var done = process.byPerson(p -> act(p, device, op, row.id().key(), review, typed));
    if (done.isEmpty()) {
      world.ledger.overrode(device.name(), subject);
      world.ledger.overrode(device.name(), row.id());
    }
    done.ifPresent(
        outcome -> {
          world.counts.count(
              op.kind() + " " + outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT));
          if (outcome instanceof ReviewEdits.Outcome.Done) {
            world.stage.note(device.name() + " does " + op.kind() + " " + typed.values());
            var shown = new HashSet<String>();
            row.view().values().values().forEach(value -> Truth.collect(value, shown));
            world.ledger.sawInReview(device.name(), shown);
            world.ledger.overrode(device.name(), subject);
            world.ledger.overrode(device.name(), row.id());
            typed.forEach(
                (field, value) ->
                    world.ledger.saved(value, device.name(), subject, field, seen.text(field)));
            device.savedSomething();
            world.judge.look(device);
          }
        });
  }

  private ReviewEdits.Outcome act(
      SimDevice.Life process,
      SimDevice device,
      Operation op,
      String key,
      ReviewCase review,
      Map<String, String> typed) {
    return switch (op.kind()) {
      case UNDO -> process.reviews.undo(key);
      case REOPEN -> process.reviews.reopen(key);
      case WITHDRAW -> process.reviews.withdraw(key);
      case RESTORE -> process.reviews.restore(key, draw(op, "side", 2) == 0);
      default ->
          process.reviews.decide(
              key, decision(device, op, review, typed), ReviewEdits.Circumstances.NONE);
    };
  }

  private Decision decision(
      SimDevice device, Operation op, ReviewCase review, Map<String, String> typed) {
    var kind = review.subject().kind();
    var choice = draw(op, "choice", 4);
    if (kind.equals(ReviewCase.DUPLICATE)) {
      return choice < 2
          ? new Decision.KeepBoth()
          : new Decision.OneGoes(
              choice == 2 ? review.sides().mineBy().record() : review.sides().theirsBy().record());
    }
    if (kind.equals(ReviewCase.EDIT_AND_DELETE)) {
      return choice < 2 ? new Decision.KeepEdit() : new Decision.Delete();
    }
    if (choice == 3) {
      return new Decision.KeepBoth();
    }
    return new Decision.SetFields(chosen(device, review, choice, typed));
  }

  /** Theirs stays, mine is taken, or something new is written for each contested field. */
  private Fields chosen(
      SimDevice device, ReviewCase review, int choice, Map<String, String> typed) {
    var values = Fields.NONE;
    for (var field : review.sides().contested()) {
      if (choice == 1) {
        values = values.with(field, review.sides().mine().get(field));
      } else if (choice == 2) {
        var value = world.ledger.newValue(device.name());
        typed.put(field, value);
        values = values.with(field, value);
      }
    }
    return values;
  }

  private void letter(SimDevice device, SimDevice.Life process, Operation op) {
    var letters = device.read(tx -> tx.deadLetters().list(100, 0));
    if (letters.isEmpty()) {
      return;
    }
    var letter = letters.get(draw(op, "letter", letters.size()));
    settle(device, process, letter.mutation(), op.kind() == Operation.Kind.RETRY);
  }

  void settle(SimDevice device, SimDevice.Life process, String letter, boolean again) {
    process
        .byPerson(p -> again ? p.care.retry(letter) : p.care.discard(letter, "not needed"))
        .ifPresent(
            outcome -> {
              var how = outcome.getClass().getSimpleName();
              world.stage.note(device.name() + (again ? " retries: " : " discards: ") + how);
              world.counts.count((again ? "retry " : "discard ") + how);
              if (outcome instanceof OutboxCare.Outcome.Queued) {
                device.savedSomething();
              }
              world.judge.look(device);
            });
  }

  private MirrorRow pick(Operation op, List<MirrorRow> rows) {
    return rows.get(draw(op, "row", Math.min(SHARED_MAX, rows.size())));
  }

  static List<MirrorRow> rows(SimDevice device, String entity) {
    return device.read(
        tx -> tx.mirror().list(new RecordQuery(entity, List.of(), "", false, 100, 0)).rows());
  }

  private static Optional<MirrorRow> find(SimDevice device, RecordId id) {
    return device.read(tx -> tx.mirror().find(id));
  }
}
