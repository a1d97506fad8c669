package no.samsyn.server.store;

import no.samsyn.model.Chance;

/**
 * The secrets of one installation. They live in the database, so that a restored backup gives the
 * same server ids and still understands its own cursors. Hidden from text.
 */
public record Installation(String idSecret, String cursorSecret, String tokenSecret) {
  private static final int SERVER_ID_HEX = 32;
  private static final String SERVER_ID = "s-[0-9a-f]{32}";

  private static final String FIND =
      "select id_secret, cursor_secret, token_secret from installation where id = 1";
  private static final String INSERT =
      """
      insert into installation (id, id_secret, cursor_secret, token_secret)
      values (1, ?, ?, ?)
      """;

  /** Reads the secrets, or makes them in a new database. */
  public static Installation of(Database database, Chance chance) {
    return database.write(
        tx -> {
          var found =
              tx.one(
                  FIND,
                  row -> new Installation(row.getString(1), row.getString(2), row.getString(3)));
          if (found.isPresent()) {
            return found.get();
          }
          var made =
              new Installation(Hashes.secret(chance), Hashes.secret(chance), Hashes.secret(chance));
          tx.updateOne(INSERT, made.idSecret, made.cursorSecret, made.tokenSecret);
          return made;
        });
  }

  /** Returns the server id that this record has in this installation, whenever it is created. */
  public String serverId(String organisation, String entity, String key) {
    var hex = Hashes.hmacHex(idSecret, organisation + "|" + entity + "|" + key);
    return "s-" + hex.substring(0, SERVER_ID_HEX);
  }

  public static boolean isServerId(String name) {
    return name.matches(SERVER_ID);
  }

  @Override
  public String toString() {
    return "Installation[hidden]";
  }
}
