package no.samsyn.sim;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import no.samsyn.json.Json;
import no.samsyn.json.MutationJson;
import no.samsyn.model.FieldType;
import no.samsyn.model.RecordId;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.server.scope.Caller;
import no.samsyn.server.scope.Role;
import no.samsyn.sim.SimServer.Answer;
import no.samsyn.sim.SimServer.Asked;
import no.samsyn.sync.conflict.ReviewCase;
import no.samsyn.wire.FeedJson;
import no.samsyn.wire.PushJson;

/** What must hold of requests, answers and the server's journal. */
final class ServerChecks {
  private static final Set<String> FINAL = Set.of("applied", "conflict", "rejected");

  private final World world;
  private final Map<String, String> wireForms = new HashMap<>();
  private final Map<String, String> firstAnswers = new HashMap<>();
  private final Map<String, Long> newestSeq = new HashMap<>();
  private final Map<String, String> reviewStates = new HashMap<>();
  private final Map<String, Map<String, String>> madeBefore = new HashMap<>();
  private final Set<String> applied = new HashSet<>();
  private final Set<String> countingAgain = new HashSet<>();
  private long lastSeq = -1;

  ServerChecks(World world) {
    this.world = world;
  }

  void startOver() {
    firstAnswers.clear();
    newestSeq.clear();
    reviewStates.clear();
    applied.clear();
    lastSeq = -1;
  }

  /** Whatever token travels is on the disk of its device first: a crash must not lose it. */
  void authorised(Asked asked) {
    var used = asked.header("Authorization");
    world.devices.stream()
        .filter(device -> device.name().equals(asked.from()) && device.process().isPresent())
        .forEach(
            device -> {
              var kept = device.read(tx -> tx.facts().get("token.access")).orElse("");
              if (!asked.isLate() && !kept.isEmpty() && !used.equals("Bearer " + kept)) {
                world.violate(Check.TOKENS, asked.from() + " uses a token that it has not kept");
              }
            });
  }

  void pushed(Asked asked, Caller caller, PushJson.Request request, String text) {
    world.counts.count("pushes");
    var most = world.swarm.batchItems();
    var grouped = request.mutations().stream().filter(m -> m.group() != null).count();
    if (request.mutations().size() > Math.max(most, grouped) || text.length() > 950_000) {
      world.violate(Check.BOUNDS, asked.from() + " sends " + request.mutations().size());
    }
    for (var mutation : request.mutations()) {
      frozen(asked, mutation);
      if (!caller.user().equals(mutation.author())) {
        world.violate(
            Check.TOKENS, caller.user() + "'s token carries a change by " + mutation.author());
      }
    }
  }

  private void frozen(Asked asked, MutationJson mutation) {
    var form = Json.write(MutationJson.of(mutation.toModel()));
    var before = wireForms.putIfAbsent(mutation.id(), form);
    if (before != null && !before.equals(form)) {
      world.violate(Check.FROZEN, asked.from() + " sends other content as " + mutation.id());
    }
  }

  void answered(Asked asked, Answer answer) {
    var body = Json.read(Network.text(answer), PushJson.Answer.class);
    for (var result : body.results()) {
      if (FINAL.contains(result.status()) && !isOfACopy(result)) {
        var before = firstAnswers.putIfAbsent(result.id(), result.status());
        if (before != null && !before.equals(result.status())) {
          world.violate(
              Check.FIRST_ANSWER,
              result.id() + " was " + before + ", now it is " + result.status());
        }
      }
      if (result.problem() != null) {
        referencesFirst(asked, result);
      }
    }
  }

  /** A copy of a store may have named otherwise what another one named so. */
  private boolean isOfACopy(PushJson.Result result) {
    return result.problem() != null
        && "id-reused".equals(result.problem().code())
        && world.counts.of("copies put back") > 0;
  }

  private void referencesFirst(Asked asked, PushJson.Result result) {
    var problem = result.problem();
    var isUnknown =
        "unknown-record".equals(problem.code())
            || (problem.errors() != null
                && problem.errors().stream().anyMatch(e -> "unknown-reference".equals(e.code())));
    if (isUnknown && world.counts.of("restores") == 0 && !namesOneBefore(asked, result)) {
      world.violate(
          Check.REFERENCES_FIRST,
          asked.from() + " names what the server does not know yet: " + result);
    }
  }

  /** What it names went first, in the same batch: the server just did not take it. */
  private boolean namesOneBefore(Asked asked, PushJson.Result result) {
    var request = Json.read(SimServer.text(asked), PushJson.Request.class);
    var made = madeBefore.getOrDefault(result.id(), Map.of());
    var named = new HashSet<String>();
    for (var mutation : request.mutations()) {
      if (mutation.id().equals(result.id())) {
        named.add(mutation.record());
        mutation.changes().values().stream()
            .filter(change -> change.after() != null)
            .forEach(change -> named.add(change.after().asText()));
      }
    }
    return named.stream()
        .map(made::get)
        .anyMatch(create -> create != null && isHereOrRefused(create, request));
  }

  /** A batch that the server fails on is taken apart; what went with its target goes alone then. */
  private boolean isHereOrRefused(String create, PushJson.Request request) {
    return "rejected".equals(firstAnswers.get(create))
        || request.mutations().stream().anyMatch(each -> each.id().equals(create));
  }

  /** Takes note of what went out together, in which order, whether or not it arrives. */
  void sent(Asked asked) {
    var made = new HashMap<String, String>();
    for (var mutation : Json.read(SimServer.text(asked), PushJson.Request.class).mutations()) {
      madeBefore.computeIfAbsent(mutation.id(), id -> new HashMap<>()).putAll(made);
      if ("create".equals(mutation.op())) {
        made.put(mutation.record(), mutation.id());
      }
    }
  }

  void committed(Truth.Step step) {
    if (!applied.add(step.mutation())) {
      world.violate(Check.BOOKS, "applied twice: " + step.mutation());
    }
    if (lastSeq >= 0 && step.seq() <= lastSeq) {
      world.violate(Check.BOOKS, "seq " + step.seq() + " after " + lastSeq);
    }
    lastSeq = step.seq();
    var past = world.truth.of(step.record()).orElseThrow();
    if (step.version() != past.steps.indexOf(step) + 1) {
      world.violate(Check.BOOKS, step.record() + " jumps to version " + step.version());
    }
    var place = step.device() + " " + step.record();
    var before = newestSeq.put(place, step.deviceSeq());
    if (before != null && step.deviceSeq() <= before && !countingAgain.contains(step.device())) {
      world.violate(Check.ORDER, place + ": " + step.deviceSeq() + " after " + before);
    }
    keysResolved(step);
    if (step.record().entity().equals(ReviewCase.ENTITY)) {
      reviewMoves(step);
    }
  }

  /** It counts again from where it was, and what it had not sent then it may change again. */
  void copyPutBack(SimDevice device) {
    var ids = new HashSet<String>();
    ids.add(device.id());
    device.ownMutations().forEach(mutation -> ids.add(mutation.device()));
    countingAgain.addAll(ids);
    device.unsent().forEach(wireForms::remove);
  }

  /** Truth translates server ids that it knows: what is left is an id of nothing, or a raw key. */
  private void keysResolved(Truth.Step step) {
    for (var field : PeerSupport.schemas().require(step.record().entity()).fields()) {
      var value = step.after().get(field.name());
      if (field.type() == FieldType.REFERENCE && value != null && !value.asText().isEmpty()) {
        var target = world.truth.of(new RecordId(field.refersTo(), value.asText()));
        if (target.isEmpty()) {
          world.violate(Check.REFERENCES_FIRST, step.record() + " refers to nothing");
        } else if (target.get().steps.get(0).seq() >= step.seq()) {
          world.violate(Check.REFERENCES_FIRST, step.record() + " came before its target");
        }
      }
    }
  }

  private void reviewMoves(Truth.Step step) {
    var status = step.after().get(ReviewCase.STATUS);
    if (status == null) {
      return;
    }
    var before = reviewStates.put(step.record().key(), status.asText());
    var isAllowed =
        before == null
            ? status.asText().equals(ReviewCase.OPEN)
            : before.equals(ReviewCase.OPEN) != status.asText().equals(ReviewCase.OPEN);
    if (!isAllowed) {
      world.violate(Check.REVIEW_STATES, before + " became " + status.asText());
    }
    world.counts.count("review " + status.asText());
  }

  /** Everything that last changed within the page's stretch must be on it, for this caller. */
  void paged(Caller caller, Asked asked, FeedJson.Changes page) {
    world.counts.count("pages");
    var from = seqOf(asked.query().getOrDefault("cursor", ""));
    var to = seqOf(page.cursor());
    var told = new HashSet<RecordId>();
    page.records().forEach(record -> told.add(new RecordId(record.entity(), record.key())));
    for (var past : world.truth.all()) {
      var isWithin = past.lastSeq() > from && past.lastSeq() <= to;
      if (isWithin && sees(caller, past) && !told.contains(past.id)) {
        var hasMoved = world.office.hasMovedSince(world.truth.ownerOf(past), past.lastSeq());
        var isForgotten = past.isDeleted && world.counts.of("tombstone collections") > 0;
        if (!isForgotten && !hasMoved) {
          world.violate(Check.NO_GAP, asked.from() + " is not told of " + past.id);
        }
      }
    }
  }

  private boolean sees(Caller caller, Truth.Past past) {
    var owner = world.truth.ownerOf(past);
    if (owner.isEmpty()) {
      return true;
    }
    return caller.is(Role.MENTOR)
        ? owner.equals(world.hall.mentors.get(caller.user()))
        : world.office.unitOf(owner).equals(Office.HOME);
  }

  private static long seqOf(String cursor) {
    var dot = cursor.indexOf('.');
    var parts =
        new String(Base64.getUrlDecoder().decode(cursor.substring(0, dot)), StandardCharsets.UTF_8)
            .split("\\|", -1);
    return Long.parseLong(parts[2]);
  }
}
