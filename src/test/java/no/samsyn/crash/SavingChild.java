package no.samsyn.crash;

import java.nio.file.Path;
import java.util.List;
import no.samsyn.model.Fields;
import no.samsyn.model.RecordId;
import no.samsyn.model.Value;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.store.SqlStore;
import no.samsyn.sync.Account;
import no.samsyn.testkit.SeededChance;
import no.samsyn.testkit.SqliteStores;
import no.samsyn.testkit.TestDevice;

/**
 * A process that saves on the phone's database until it is killed, and prints the number of each
 * save after it was told that it is saved. Each third save edits the contact of the one before.
 */
final class SavingChild {
  static final int EDIT_EACH = 3;
  static final String OPEN = "open";

  private SavingChild() {}

  static SqlStore open(Path folder, long seed) {
    return SqlStore.open(SqliteStores.open(folder), PeerSupport.schemas(), new SeededChance(seed));
  }

  static boolean isEdit(int save) {
    return save % EDIT_EACH == EDIT_EACH - 1;
  }

  /** What the save writes, in the name of a contact or as its telephone. */
  static String text(long life, int save) {
    return "life " + life + " save " + save;
  }

  /** Takes a folder and a number that no other life of this store has. */
  public static void main(String[] words) {
    var life = Long.parseLong(words[1]);
    var device = new TestDevice(life, open(Path.of(words[0]), life));
    device.signIn(new Account("ola", "Ola", "mentor", TestDevice.OLA, List.of()));
    device.knows(
        PeerSupport.PEER_MENTOR_TYPE,
        TestDevice.OLA,
        1,
        Fields.of("display_name", Value.text("Ola")));
    System.out.println(OPEN);
    RecordId contact = null;
    for (var save = 0; true; save++) {
      if (isEdit(save)) {
        device.edit(contact, "phone", Value.text(text(life, save)));
      } else {
        contact = device.addContact(text(life, save));
      }
      System.out.println(save);
      System.out.flush();
    }
  }
}
