package no.samsyn.server.push;

/** Whether the server lets contested fields be changed past an open review. */
public enum ReviewRule {
  /** Conflicts and reviews are the devices' affair. */
  TRUST,

  /** Contested fields of a record with an open review are changed by a decision on it only. */
  INSIST
}
