package no.samsyn.ui.audit;

import java.time.LocalDate;
import java.time.ZoneId;
import no.samsyn.console.AuditDesk;
import no.samsyn.console.AuditLog;

/**
 * What somebody asks of the log.
 *
 * @param days how many days back; 0 for everything
 */
record AuditQuestion(AuditDesk.Of of, int days, AuditLog.About about) {
  static final AuditQuestion USUAL =
      new AuditQuestion(AuditDesk.Of.DEVICE, 30, AuditLog.About.ANYTHING);

  AuditQuestion withOf(AuditDesk.Of wanted) {
    return new AuditQuestion(wanted, days, about);
  }

  AuditQuestion withDays(int wanted) {
    return new AuditQuestion(of, wanted, about);
  }

  AuditQuestion withAction(String wanted) {
    return with(about.actor(), about.record(), about.entity(), wanted);
  }

  AuditQuestion withEntity(String wanted) {
    return with(about.actor(), about.record(), wanted, about.action());
  }

  AuditQuestion withActor(String wanted) {
    return with(wanted, about.record(), about.entity(), about.action());
  }

  AuditQuestion withRecord(String wanted) {
    return with(about.actor(), wanted, about.entity(), about.action());
  }

  private AuditQuestion with(String actor, String record, String entity, String action) {
    return new AuditQuestion(
        of, days, new AuditLog.About(actor, record, entity, action, about.outcome()));
  }

  AuditQuestion withOutcome(String wanted) {
    return new AuditQuestion(
        of,
        days,
        new AuditLog.About(about.actor(), about.record(), about.entity(), about.action(), wanted));
  }

  AuditLog.Wish wish(LocalDate today, ZoneId zone) {
    var all = AuditLog.Days.all(zone);
    var since = new AuditLog.Days(today.minusDays(days), LocalDate.MAX, zone);
    return new AuditLog.Wish(of, days == 0 ? all : since, about);
  }
}
