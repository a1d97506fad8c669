package no.samsyn.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import no.samsyn.model.Fields;
import no.samsyn.model.RecordId;
import no.samsyn.peersupport.PeerSupport;

/** What must hold when everything is quiet. */
final class LastChecks {
  private static final Map<String, String> BOOKS =
      Map.of(
          "the counter is not the newest line of the journal",
          """
          select seq - greatest((select max(seq) from feed),
            coalesce((select max(seq) from departure), 0), tombstone_floor)
          from organisation
          """,
          "a line of the journal has no receipt that says applied",
          """
          select count(*) from feed f
          where not exists (select 1 from receipt r
            where r.mutation = f.mutation and r.status = 'applied')
          """,
          "a receipt says applied and the journal knows nothing of it",
          """
          select count(*) from receipt r
          where r.status = 'applied'
            and not exists (select 1 from feed f where f.mutation = r.mutation)
          """,
          "a record has another version than its last line in the journal",
          """
          select count(*) from record r
          where r.version <> (select max(f.version) from feed f where f.record = r.id)
          """,
          "the audit trail has gaps",
          "select audit_count - (select count(*) from audit_entry) from organisation",
          "a change was applied and not audited",
          """
          select (select count(*) from feed) - (select count(*) from audit_entry where action = 'applied')
          from organisation
          """);

  private final World world;

  LastChecks(World world) {
    this.world = world;
  }

  void look() {
    world.devices.forEach(this::converged);
    strangeKept();
    booksThatDoNotAgree(world.hall).forEach(book -> world.violate(Check.BOOKS, book));
  }

  /** Returns in words what the server's tables say against each other. */
  static List<String> booksThatDoNotAgree(Hall hall) {
    var wrong = new ArrayList<String>();
    for (var book : BOOKS.entrySet()) {
      var off = hall.number(book.getValue());
      if (off != 0) {
        wrong.add(book.getKey() + ": " + off);
      }
    }
    return wrong;
  }

  private record Held(long version, Fields fields) {}

  private void converged(SimDevice device) {
    var there = new TreeMap<String, Held>();
    for (var past : world.truth.all()) {
      if (!past.isDeleted && sees(device, past)) {
        there.put(past.id.toString(), new Held(past.version(), past.fields));
      }
    }
    var here = new TreeMap<String, Held>();
    device.read(
        tx -> {
          for (var entity : PeerSupport.schemas().inOrderOfTravel()) {
            for (var row : tx.mirror().scan(entity, "", 10_000)) {
              here.put(row.id().toString(), new Held(row.version(), row.serverFields()));
            }
          }
          for (var id : Map.copyOf(here).keySet()) {
            // A deleted record stays in sight while its author's side needs a person.
            if (!there.containsKey(id) && !tx.deadLetters().of(named(id)).isEmpty()) {
              here.remove(id);
            }
          }
          return true;
        });
    if (!here.equals(there)) {
      world.violate(Check.CONVERGED, device.name() + " differs: " + difference(here, there));
    }
  }

  private static RecordId named(String id) {
    var slash = id.indexOf('/');
    return new RecordId(id.substring(0, slash), id.substring(slash + 1));
  }

  private boolean sees(SimDevice device, Truth.Past past) {
    var owner = world.truth.ownerOf(past);
    var own = world.hall.mentors.get(device.user());
    return owner.isEmpty() || own == null || owner.equals(own);
  }

  private static String difference(Map<String, Held> here, Map<String, Held> there) {
    var text = new StringBuilder();
    for (var id : there.keySet()) {
      if (!here.containsKey(id)) {
        text.append("lacks ").append(id).append("; ");
      } else if (!here.get(id).equals(there.get(id))) {
        text.append(id)
            .append(" is version ")
            .append(here.get(id).version)
            .append(", there ")
            .append(there.get(id).version)
            .append("; ");
      }
    }
    for (var id : here.keySet()) {
      if (!there.containsKey(id)) {
        text.append("still has ").append(id).append("; ");
      }
    }
    return text.toString();
  }

  private void strangeKept() {
    for (var id : List.of(world.hall.contact, world.hall.activity)) {
      world
          .truth
          .of(id)
          .filter(past -> !past.isDeleted)
          .ifPresent(
              past -> {
                if (!past.fields.text(Hall.STRANGE).equals(Hall.STRANGE_VALUE)) {
                  world.violate(Check.STRANGE_KEPT, id + " lost a field that nobody here knows");
                }
              });
    }
  }
}
