package no.samsyn.sync;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import no.samsyn.audit.Bytes32;
import no.samsyn.audit.ChainHead;
import no.samsyn.audit.SignedCheckpoint;
import no.samsyn.audit.Witness;

/**
 * What this device remembers of the server's audit trail. The names and forms are stored on
 * devices; never rename.
 */
public final class WitnessFacts {
  private static final String LAST = "witness.last";
  private static final String FOLLOWED_INDEX = "witness.followed-index";
  private static final String FOLLOWED_HASH = "witness.followed-hash";
  private static final String DOUBTED = "witness.way-doubted";
  private static final String ALARM = "witness.alarm";
  private static final String ALARM_REMEMBERED = "witness.alarm-remembered";
  private static final String ALARM_SHOWN = "witness.alarm-shown";
  private static final String ALARM_AT = "witness.alarm-at";

  private final Facts facts;

  public WitnessFacts(Facts facts) {
    this.facts = facts;
  }

  /** Returns what was checked last; nothing before the first contact. */
  public Optional<Witness> witness() {
    return facts.get(LAST).map(text -> new Witness(checkpoint(text)));
  }

  void remember(Witness witness) {
    facts.set(LAST, text(witness.last()));
    forgetTheWay();
  }

  /** Returns how far links beyond the remembered checkpoint were followed; no proof by itself. */
  Optional<ChainHead> followed(String tenant) {
    return facts
        .get(FOLLOWED_INDEX)
        .map(
            index ->
                new ChainHead(
                    tenant,
                    Long.parseLong(index),
                    Bytes32.ofHex(facts.get(FOLLOWED_HASH).orElse(""))));
  }

  void setFollowed(ChainHead head) {
    facts.set(FOLLOWED_INDEX, Long.toString(head.index()));
    facts.set(FOLLOWED_HASH, head.hash().hex());
  }

  /** Begins the way anew, because what was followed so far led elsewhere. */
  void doubtTheWay() {
    forgetTheWay();
    facts.set(DOUBTED, "yes");
  }

  boolean isWayDoubted() {
    return facts.get(DOUBTED).isPresent();
  }

  void forgetTheWay() {
    facts.set(FOLLOWED_INDEX, "");
    facts.set(FOLLOWED_HASH, "");
    facts.set(DOUBTED, "");
  }

  /** Returns the newest alarm. It stays until a person has looked into it. */
  public Optional<WitnessAlarm> alarm() {
    return facts
        .get(ALARM)
        .map(
            kind ->
                new WitnessAlarm(
                    WitnessAlarm.Kind.ofCode(kind),
                    checkpoint(facts.get(ALARM_REMEMBERED).orElse("")),
                    checkpoint(facts.get(ALARM_SHOWN).orElse("")),
                    Instant.ofEpochMilli(Long.parseLong(facts.get(ALARM_AT).orElse("0")))));
  }

  void setAlarm(WitnessAlarm alarm) {
    facts.set(ALARM, alarm.kind().code());
    facts.set(ALARM_REMEMBERED, text(alarm.remembered()));
    facts.set(ALARM_SHOWN, text(alarm.shown()));
    facts.set(ALARM_AT, Long.toString(alarm.at().toEpochMilli()));
  }

  private static String text(SignedCheckpoint checkpoint) {
    return new String(checkpoint.canonical(), StandardCharsets.UTF_8);
  }

  private static SignedCheckpoint checkpoint(String text) {
    return SignedCheckpoint.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
