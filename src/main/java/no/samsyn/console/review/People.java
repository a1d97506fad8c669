package no.samsyn.console.review;

import no.samsyn.console.Labels;
import no.samsyn.model.RecordId;
import no.samsyn.model.Schemas;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.sync.Account;
import no.samsyn.sync.Mirror;
import no.samsyn.sync.conflict.Side;

/**
 * Who is who, as far as this device knows: mentors by their records, the person who sits here by
 * the account, everybody else by what they sign in as. Used within one transaction.
 */
final class People {
  private final Mirror mirror;
  private final Account account;
  private final Labels labels;

  People(Mirror mirror, Account account, Schemas schemas) {
    this.mirror = mirror;
    this.account = account;
    this.labels = new Labels(mirror, schemas);
  }

  Account account() {
    return account;
  }

  Labels labels() {
    return labels;
  }

  String mentorName(String mentor) {
    return labels.of(PeerSupport.PEER_MENTOR_TYPE, mentor);
  }

  /**
   * Says who wrote {@code side} of a record of {@code mentor}. A change for somebody else names
   * that person, so what names nobody is the mentor's own, unless the mentor signs in by another
   * name.
   */
  Teller teller(Side side, String mentor) {
    var by = side.by();
    if (by.author().isEmpty()) {
      return new Teller(Teller.Role.UNKNOWN, "", "", side);
    }
    if (by.isByProxy()) {
      return new Teller(
          Teller.Role.COORDINATOR, nameOf(by.author()), mentorName(by.onBehalfOf()), side);
    }
    var signsInAs = signsInAs(mentor);
    if (!signsInAs.isEmpty() && !signsInAs.equals(by.author())) {
      return new Teller(Teller.Role.UNKNOWN, nameOf(by.author()), "", side);
    }
    var name = mentorName(mentor);
    return new Teller(Teller.Role.MENTOR, name.isEmpty() ? nameOf(by.author()) : name, "", side);
  }

  private String nameOf(String user) {
    return user.equals(account.user()) && !account.name().isEmpty() ? account.name() : user;
  }

  private String signsInAs(String mentor) {
    return mentor.isEmpty()
        ? ""
        : mirror
            .find(new RecordId(PeerSupport.PEER_MENTOR_TYPE, mentor))
            .map(row -> row.view().text("account"))
            .orElse("");
  }
}
