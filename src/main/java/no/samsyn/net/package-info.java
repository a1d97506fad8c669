/**
 * The transport over OkHttp, its tokens and the server's time.
 *
 * <p>It may not see the store or any screen. Portable.
 */
@NullMarked
package no.samsyn.net;

import org.jspecify.annotations.NullMarked;
