package no.samsyn.mobile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.samsyn.model.EntitySchema;
import no.samsyn.model.Fields;
import no.samsyn.model.PairRule;
import no.samsyn.model.RecordId;
import no.samsyn.model.Schemas;
import no.samsyn.sync.Edit;
import no.samsyn.sync.LocalEdits;
import no.samsyn.sync.LookAlikes;
import no.samsyn.sync.MirrorRow;
import no.samsyn.sync.RecordQuery;
import no.samsyn.sync.SyncStore;
import no.samsyn.sync.SyncStore.Durability;

/** Saving and looking at records. Thread-safe as far as the store is. */
final class PhoneRecords {
  private final SyncStore store;
  private final Schemas schemas;
  private final LocalEdits edits;
  private final PairRule pairs;

  PhoneRecords(SyncStore store, Schemas schemas, LocalEdits edits, PairRule pairs) {
    this.store = store;
    this.schemas = schemas;
    this.edits = edits;
    this.pairs = pairs;
  }

  SaveResult add(String entity, Map<String, ? extends Object> fields) {
    requireSignedIn();
    return result(edits.create(wish(entity, fields, List.of())));
  }

  SaveResult addIfNew(String entity, Map<String, ? extends Object> fields) {
    requireSignedIn();
    var wish = wish(entity, fields, List.of());
    var isGood = schema(entity).problemsOf(wish.set()).isEmpty();
    if (isGood && entity.equals(pairs.entity())) {
      var alike = alike(wish.set());
      if (!alike.isEmpty()) {
        return new SaveResult.LooksLike(alike);
      }
    }
    return result(edits.create(wish));
  }

  private List<RecordView> alike(Fields body) {
    return store.inTransaction(
        Durability.RELAXED, tx -> views(LookAlikes.of(tx.mirror(), pairs, body)));
  }

  SaveResult change(
      String entity, String key, Map<String, ? extends Object> fields, List<String> without) {
    requireSignedIn();
    return result(edits.update(new RecordId(entity, key), wish(entity, fields, without)));
  }

  SaveResult delete(String entity, String key) {
    requireSignedIn();
    return result(edits.delete(new RecordId(schema(entity).name(), key)));
  }

  Optional<RecordView> find(String entity, String key) {
    var id = new RecordId(schema(entity).name(), key);
    return store.inTransaction(
        Durability.RELAXED,
        tx -> {
          var unused = PhoneSignIn.require(tx);
          return tx.mirror().find(id).filter(row -> !row.removed()).map(RecordView::of);
        });
  }

  RecordList list(RecordQuery query) {
    return store.inTransaction(
        Durability.RELAXED,
        tx -> {
          var unused = PhoneSignIn.require(tx);
          var page = tx.mirror().list(query);
          return new RecordList(page.total(), views(page.rows()));
        });
  }

  private static List<RecordView> views(List<MirrorRow> rows) {
    var views = new ArrayList<RecordView>();
    rows.forEach(row -> views.add(RecordView.of(row)));
    return views;
  }

  private Edit.Wish wish(
      String entity, Map<String, ? extends Object> fields, List<String> without) {
    var schema = schema(entity);
    for (var name : fields.keySet()) {
      if (!schema.field(name).isPresent()) {
        throw new IllegalArgumentException(entity + " has no field called " + name);
      }
    }
    return new Edit.Wish(schema.name(), FieldMap.fields(fields), without);
  }

  private EntitySchema schema(String entity) {
    return schemas
        .find(entity)
        .orElseThrow(() -> new IllegalArgumentException("no entity type is called " + entity));
  }

  private void requireSignedIn() {
    store.inTransaction(
        Durability.RELAXED,
        tx -> {
          var unused = PhoneSignIn.require(tx);
          return true;
        });
  }

  private static SaveResult result(Edit.Outcome outcome) {
    if (outcome instanceof Edit.Outcome.Saved saved) {
      return new SaveResult.Saved(saved.record().key());
    } else if (outcome instanceof Edit.Outcome.Unchanged unchanged) {
      return new SaveResult.Unchanged(unchanged.record().key());
    } else if (outcome instanceof Edit.Outcome.Refused refused) {
      return new SaveResult.Refused(refused.problems());
    } else if (outcome instanceof Edit.Outcome.NotFound) {
      throw new SamsynException("not-found", "The record is not on this phone any more.");
    } else if (outcome instanceof Edit.Outcome.SignInNeeded) {
      throw new SamsynException("sign-in-needed", "Sign in first; nothing is lost.");
    }
    throw new IllegalStateException("unknown outcome " + outcome);
  }
}
