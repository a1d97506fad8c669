/** Measurements with their floors beside them: {@code mvn -Pbench verify}. */
package no.samsyn.bench;
