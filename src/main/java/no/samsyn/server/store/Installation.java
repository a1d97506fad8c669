package no.samsyn.server.store;

import java.util.regex.Pattern;
import no.samsyn.model.Chance;

/**
 * The secrets of one installation. They live in the database, so that a restored backup gives the
 * same server ids and still understands its own cursors. Hidden from text.
 */
public record Installation(String idSecret, String cursorSecret, String tokenSecret) {
  private static final int SERVER_ID_HEX = 32;
  private static final Pattern SERVER_ID = Pattern.compile("s-[0-9a-f]{32}");

  /** A UUID of version 7: its first 12 digits are its time. */
  private static final Pattern TIMED_KEY =
      Pattern.compile("([0-9a-f]{8})-([0-9a-f]{4})-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

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

  /**
   * Returns the server id that this record has in this installation, whenever it is created.
   *
   * <p>It begins with the key's time, if the key has one: what is made together then lies together
   * in every index, and a push writes a few pages of each instead of nearly all. The 80 bits that
   * follow tell records apart and cannot be guessed.
   */
  public String serverId(String organisation, String entity, String key) {
    var hex = Hashes.hmacHex(idSecret, organisation + "|" + entity + "|" + key);
    var timed = TIMED_KEY.matcher(key);
    var time = timed.matches() ? timed.group(1) + timed.group(2) : "";
    return "s-" + time + hex.substring(0, SERVER_ID_HEX - time.length());
  }

  /** Returns a word for an account that tells nobody without this database which one it is. */
  public String pseudonymOf(String organisation, String account) {
    return Hashes.hmacHex(idSecret, organisation + "|account|" + account);
  }

  public static boolean isServerId(String name) {
    return SERVER_ID.matcher(name).matches();
  }

  @Override
  public String toString() {
    return "Installation[hidden]";
  }
}
