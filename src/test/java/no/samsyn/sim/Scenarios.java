package no.samsyn.sim;

import java.util.List;

/** The scripts of the loops. Devices 0 and 2 are Ola's, a mentor; 1 is Kari's and 3 Per's. */
final class Scenarios {
  private Scenarios() {}

  private static final String EDITS =
      """
      a contact is saved and sent | saves | 0 0 CREATE_CONTACT
      an activity with its contact, both new | saves | 0 0 CREATE_CONTACT; 10 0 CREATE_ACTIVITY with-contact=1 row=1
      an expense of a new activity | saves | 0 0 CREATE_ACTIVITY; 10 0 CREATE_EXPENSE row=1
      edits before the first send are joined | saves | 0 0 CREATE_CONTACT; 10 0 EDIT entity=2 row=1; 10 0 EDIT entity=2 row=1
      an edit while its create is on the way | saves | 0 0 CREATE_CONTACT; 10 0 SYNC; 5 0 EDIT entity=2 row=1
      two edits while an edit is on the way | saves | 0 0 EDIT entity=2 row=0; 10 0 SYNC; 5 0 EDIT entity=2 row=0; 5 0 EDIT entity=2 row=0
      a create and its delete, never sent | deletes | 0 0 CREATE_CONTACT; 10 0 DELETE entity=2 row=1
      a create and its delete while it is on the way | deletes | 0 0 CREATE_CONTACT; 10 0 SYNC; 5 0 DELETE entity=2 row=1
      a delete of what is known | deletes | 0 0 DELETE entity=2 row=0
      a delete while its edit is on the way | deletes | 0 0 EDIT entity=2 row=0; 10 0 SYNC; 5 0 DELETE entity=2 row=0
      six records in small batches | saves | 0 0 CREATE_CONTACT; 5 0 CREATE_CONTACT; 5 0 CREATE_ACTIVITY; 5 0 CREATE_EXPENSE; 5 0 EDIT entity=2 row=0; 5 0 CREATE_CONTACT
      somebody else's edit is pulled | saves | 0 1 EDIT entity=2 row=0; 4000 0 SYNC
      somebody else's edits fill two pages | saves | 0 1 CREATE_CONTACT; 5 1 CREATE_CONTACT; 5 1 CREATE_ACTIVITY; 4000 0 SYNC
      a pull under an own edit | saves | 0 0 GO_OFFLINE offline=6000; 5 0 EDIT entity=2 row=0 field=0 fields=0; 0 1 EDIT entity=2 row=0 field=1 fields=0; 7000 0 SYNC
      a deletion is pulled | deletes | 0 1 DELETE entity=2 row=0; 4000 0 SYNC
      the first sign-in and snapshot | snapshots |
      the first edit follows the first snapshot | saves | 0 0 EDIT entity=0 row=0
      a clock that is ten years ahead | saves | 0 0 JUMP_CLOCK jump=3; 10 0 EDIT entity=2 row=0; 5000 0 JUMP_CLOCK jump=4; 10 0 EDIT entity=2 row=0
      """;

  private static final String CONFLICTS =
      """
      edits of different fields | conflicts merged | 0 0 EDIT entity=2 row=0 field=0 fields=0; 5 1 EDIT entity=2 row=0 field=1 fields=0
      the later edit of a contact counts | conflicts overwritten | 0 0 EDIT entity=2 row=0 field=0 fields=0; 5 1 EDIT entity=2 row=0 field=0 fields=0
      one person's two devices | saves | 0 0 EDIT entity=2 row=0 field=0 fields=0; 5 2 EDIT entity=2 row=0 field=0 fields=0
      a mentor's own record, edited by him and for him | saves | 0 0 EDIT_MENTOR; 5 1 EDIT_MENTOR
      two versions of an activity | reviews two_versions | 0 0 EDIT entity=0 row=0 field=0 fields=0; 5 1 EDIT entity=0 row=0 field=0 fields=0
      an edit behind a conflict joins the review | reviews two_versions | 0 1 EDIT entity=0 row=0 field=0 fields=0; 2500 0 EDIT entity=0 row=0 field=0 fields=0; 5 0 SYNC; 5 0 EDIT entity=0 row=0 field=1 fields=0
      two versions, and mine is taken | DECIDE done | 0 0 EDIT entity=0 row=0 field=0 fields=0; 5 1 EDIT entity=0 row=0 field=0 fields=0; 8000 1 SYNC; 3000 1 DECIDE row=0 choice=1
      two versions, and theirs stays | DECIDE done | 0 0 EDIT entity=0 row=0 field=0 fields=0; 5 1 EDIT entity=0 row=0 field=0 fields=0; 8000 1 SYNC; 3000 1 DECIDE row=0 choice=0
      two versions, and a third is written | DECIDE done | 0 0 EDIT entity=0 row=0 field=0 fields=0; 5 1 EDIT entity=0 row=0 field=0 fields=0; 8000 1 SYNC; 3000 1 DECIDE row=0 choice=2
      two versions become two records | DECIDE done | 0 0 EDIT entity=0 row=0 field=0 fields=0; 5 1 EDIT entity=0 row=0 field=0 fields=0; 8000 1 SYNC; 3000 1 DECIDE row=0 choice=3
      a decision is undone | UNDO done | 0 0 EDIT entity=0 row=0 field=0 fields=0; 5 1 EDIT entity=0 row=0 field=0 fields=0; 8000 1 SYNC; 3000 1 DECIDE row=0 choice=1; 5000 1 UNDO row=0
      a decision is opened again | REOPEN done | 0 0 EDIT entity=0 row=0 field=0 fields=0; 5 1 EDIT entity=0 row=0 field=0 fields=0; 8000 1 SYNC; 3000 1 DECIDE row=0 choice=0; 5000 1 REOPEN row=0
      a review is withdrawn | WITHDRAW done | 0 0 EDIT entity=0 row=0 field=0 fields=0; 5 1 EDIT entity=0 row=0 field=0 fields=0; 8000 0 SYNC; 5 1 SYNC; 3000 0 WITHDRAW row=0; 5 1 WITHDRAW row=0
      a losing side is brought back | RESTORE done | 0 0 EDIT entity=0 row=0 field=0 fields=0; 5 1 EDIT entity=0 row=0 field=0 fields=0; 8000 1 SYNC; 3000 1 DECIDE row=0 choice=0; 5000 1 RESTORE row=0 side=0; 5 1 RESTORE row=0 side=1
      two coordinators decide at once | decisions lost | 0 0 EDIT entity=0 row=0 field=0 fields=0; 5 1 EDIT entity=0 row=0 field=0 fields=0; 8000 1 SYNC; 5 3 SYNC; 3000 1 DECIDE row=0 choice=0; 5 3 DECIDE row=0 choice=2
      an edit meets a delete | reviews edit_and_delete | 0 0 EDIT entity=2 row=0; 5 1 DELETE entity=2 row=0
      a delete meets an edit, and the edit is kept | DECIDE done | 0 0 EDIT entity=2 row=0; 5 1 DELETE entity=2 row=0; 8000 1 SYNC; 3000 1 DECIDE row=0 choice=0
      a delete meets an edit, and it stays deleted | DECIDE done | 0 0 EDIT entity=2 row=0; 5 1 DELETE entity=2 row=0; 8000 1 SYNC; 3000 1 DECIDE row=0 choice=2
      an activity is told twice | reviews duplicate | 0 0 CREATE_ACTIVITY mentor=0 day=0 minutes=0 with-contact=0; 5 1 CREATE_ACTIVITY mentor=1 day=0 minutes=0 with-contact=0; 5000 0 SYNC; 5 1 SYNC
      an activity is told twice, and one goes | DECIDE done | 0 0 CREATE_ACTIVITY mentor=0 day=0 minutes=0 with-contact=0; 5 1 CREATE_ACTIVITY mentor=1 day=0 minutes=0 with-contact=0; 5000 0 SYNC; 5 1 SYNC; 5000 1 SYNC; 3000 1 DECIDE row=0 choice=2
      """;

  private static final String CARE =
      """
      a refused change is sent again | rejected forbidden | 0 0 EDIT_FORBIDDEN; 5000 0 RETRY
      a refused change is thrown away | discard Discarded | 0 0 EDIT_FORBIDDEN; 5000 0 DISCARD
      a refused change holds up its own record only | rejected forbidden | 0 0 EDIT_FORBIDDEN; 5 0 CREATE_CONTACT; 5 0 EDIT_MENTOR
      everybody's sign-in is ended | runs SIGN_IN_NEEDED | 0 0 REVOKE; 1000000 0 EDIT entity=2 row=0; 5000 0 SYNC
      a token has run out | saves | 1000000 0 EDIT entity=2 row=0; 10 0 SYNC
      old deletions are forgotten | snapshots | 0 1 DELETE entity=2 row=0; 4000 1 COLLECT_TOMBSTONES; 10 0 SYNC
      a snapshot under an own edit | snapshots | 0 0 GO_OFFLINE offline=6000; 5 0 EDIT entity=0 row=0; 5 1 DELETE entity=2 row=0; 4000 1 COLLECT_TOMBSTONES; 4000 0 SYNC
      a backup is put back, and its maker comes first | offered again | 0 0 BACK_UP; 10 0 CREATE_CONTACT; 5000 0 EDIT entity=2 row=1; 5000 0 PUT_BACK; 10 0 SYNC; 2000 1 SYNC
      a backup is put back, and another comes first | offered again | 0 0 BACK_UP; 10 0 CREATE_CONTACT; 5000 1 SYNC; 2000 1 EDIT entity=2 row=1; 5000 0 PUT_BACK; 10 1 SYNC; 3000 0 SYNC
      a backup is put back, and its maker has lost his place | offered again | 0 0 BACK_UP; 10 0 CREATE_CONTACT; 5000 0 EDIT entity=2 row=1; 5000 0 PUT_BACK; 10 0 REBUILD; 10 0 SYNC; 2000 1 SYNC
      a backup is put back, and everybody has lost his place | offered again | 0 0 BACK_UP; 10 0 CREATE_CONTACT; 5000 1 SYNC; 10 1 EDIT entity=2 row=1; 5000 0 PUT_BACK; 10 0 REBUILD; 5 1 REBUILD; 10 1 SYNC; 3000 0 SYNC
      a backup is put back under an own edit | offered again | 0 0 BACK_UP; 10 0 EDIT entity=0 row=0; 5000 0 PUT_BACK; 10 0 EDIT entity=0 row=0; 2000 1 SYNC
      """;

  static List<Scenario> all() {
    return (EDITS + CONFLICTS + CARE).lines().map(Scenario::of).toList();
  }
}
