/**
 * Fakes, builders and contracts that tests share. Fakes pass the same contracts as what they stand
 * for.
 */
package no.samsyn.testkit;
