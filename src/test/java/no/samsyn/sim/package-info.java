/**
 * The deterministic simulation: shipping engine, network code and server under virtual time, with
 * everything around them failing by a seed.
 *
 * <p>Start at {@link no.samsyn.sim.Simulation}; docs/simulation.md says what it models and what it
 * cannot show.
 */
package no.samsyn.sim;
