/**
 * The audit trail, shared by client and server: what happened to which record and by whom, as a
 * chain that can be verified, exported and, as to values, erased.
 *
 * <p>An {@link no.samsyn.audit.AuditFact} is sealed into an {@link no.samsyn.audit.AuditEntry},
 * which is chained by {@link no.samsyn.audit.HashChain} and holds no value, and into {@link
 * no.samsyn.audit.SaltedValue}s, which can be erased. {@link no.samsyn.audit.CheckpointSigner}
 * signs heads, {@link no.samsyn.audit.Witness} remembers them, {@link no.samsyn.audit.BundleWriter}
 * exports and {@link no.samsyn.audit.BundleVerifier} verifies. All of it is pure: bytes and facts
 * in, bytes and verdicts out. Knows the model and JSON, and neither store, engine, server, clock
 * nor chance.
 */
@NullMarked
package no.samsyn.audit;

import org.jspecify.annotations.NullMarked;
