package no.samsyn.console;

import java.util.Set;
import java.util.function.Consumer;
import no.samsyn.console.policy.PolicyDesk;
import no.samsyn.console.review.BulkDesk;
import no.samsyn.console.review.Deciders;
import no.samsyn.console.review.ReviewDesk;

/**
 * One opened store and everything that a person can do with it. Nothing that a use case does not
 * need is started for it: a list opens no connection.
 *
 * <p>Thread-safe; {@link #close} waits for what runs and gives the store back.
 */
public interface Workplace extends AutoCloseable {
  Records records();

  Deletions deletions();

  TimeLine timeLine();

  MentorDevices mentorDevices();

  RecordTable table();

  Reveals reveals();

  Outlook outlook();

  Meanwhile meanwhile();

  OutboxDesk outbox();

  OutboxExport export();

  SyncDesk sync();

  /** Listens for news from the server, for {@link SyncDesk#watch}; closed with the workplace. */
  SyncDesk.Wakeups wakeups();

  SignInDesk signIn();

  ReviewDesk reviews();

  Deciders deciders();

  BulkDesk bulkReviews();

  PolicyDesk policies();

  Verification verification();

  Rebuild rebuild();

  Doctor doctor();

  Backups backups();

  AuditDesk audit();

  AuditExport auditExport();

  AuditLog auditLog();

  /**
   * Tells {@code listener} after each commit which entity types it touched, on the committing
   * thread; it must return at once.
   */
  void onChange(Consumer<Set<String>> listener);

  /** Tells {@code listener}, on a thread of its own, when the server says that it has news. */
  void onServerNews(Runnable listener);

  /** Asks the server for a sign of life; a few seconds at most. */
  boolean isServerThere();

  /** Returns the address of the server that this workplace talks to; empty where none is known. */
  String server();

  /**
   * From now on the server is found at another address of the same host, also after a start.
   *
   * @throws Trouble if it is no usable address, or another server's; then nothing has changed
   */
  void moveTo(String address);

  @Override
  void close();
}
