/**
 * Who is calling: passwords, access and refresh tokens, and the administration of users.
 *
 * <p>Start at {@link no.samsyn.server.auth.TokenHandler}. Runs without HTTP. No secret is ever
 * logged or stored in the clear.
 */
@NullMarked
package no.samsyn.server.auth;

import org.jspecify.annotations.NullMarked;
