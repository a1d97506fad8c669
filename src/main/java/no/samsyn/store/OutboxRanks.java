package no.samsyn.store;

import no.samsyn.model.Schemas;

/** Keeps the order of travel of queued entries up to date when the schemas change. */
final class OutboxRanks {
  private static final String FACT = "outbox.ranks";

  private OutboxRanks() {}

  private static final String RERANK =
      """
      update outbox_entry set travel_rank = ? where entity = ? and travel_rank <> ?
      """;

  /** Reads the whole queue, but only after an upgrade that changed which types refer to which. */
  static boolean refresh(Sql.Statements sql, Schemas schemas) {
    var wanted = new StringBuilder();
    for (var entity : schemas.inOrderOfTravel()) {
      wanted.append(entity).append('=').append(schemas.rank(entity)).append(' ');
    }
    var facts = new SqlFacts(sql);
    if (facts.get(FACT).orElse("").contentEquals(wanted)) {
      return false;
    }
    for (var schema : schemas.all()) {
      long rank = schemas.rank(schema.name());
      sql.update(RERANK, rank, schema.name(), rank);
    }
    facts.set(FACT, wanted.toString());
    return true;
  }
}
