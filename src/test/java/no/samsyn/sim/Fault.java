package no.samsyn.sim;

/**
 * What can go wrong around the program. The ids are those of the catalogue of faults; a rate is
 * drawn for each seed, up to {@link #permilleMax} of the occasions.
 */
enum Fault {
  REQUEST_LOST("N1, N6, N19", 120),
  ANSWER_LOST("N2, K4", 150),
  REQUEST_REPEATED("N3, N4, N5", 150),
  ANSWER_CUT("N7", 80),
  ANSWER_TWISTED("N8, M12", 80),
  PORTAL("N11", 60),
  UNREACHABLE("N12, N14", 120),
  SLOW("N15, N20", 150),
  SERVER_BUSY("V6", 80),
  SERVER_FAILS("N16", 80),
  POISON("V5", 150),
  RESET_ASKED("M13, V14", 60),
  TOO_LARGE("V7", 40),
  SERVER_DIES("V1, V2, V3", 60),
  RACE("V10", 200),
  ACCESS_REFUSED("A1, A10", 40),
  REFRESH_FAILS("A3, K12", 300),
  KILLED("K1-K9, K11, O1-O4", 25),
  POWER_CUT("D1", 10),
  DISK_FULL("D4", 15);

  private final String ids;
  private final int permilleMax;

  Fault(String ids, int permilleMax) {
    this.ids = ids;
    this.permilleMax = permilleMax;
  }

  String ids() {
    return ids;
  }

  int permilleMax() {
    return permilleMax;
  }
}
