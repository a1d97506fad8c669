package no.samsyn.net;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/**
 * Where the server is: {@code https} anywhere, {@code http} only to this very machine, perhaps with
 * a path before {@code /api}. Immutable. Every URL that this package calls is made here.
 */
public final class ServerAddress {
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|::1", Pattern.CASE_INSENSITIVE);

  private final HttpUrl base;

  private ServerAddress(HttpUrl base) {
    this.base = base;
  }

  /** Returns whether {@code host} is this very machine, by its name alone. */
  public static boolean isThisComputer(String host) {
    return LOOPBACK.matcher(host.replaceFirst("^\\[(.*)]$", "$1")).matches();
  }

  /** What became of a text that somebody typed as an address. */
  public sealed interface Checked {
    record Usable(ServerAddress address) implements Checked {}

    /**
     * No address that can be used.
     *
     * @param code stable, for translations
     * @param sentence what is wrong and what to write instead
     */
    record Unusable(String code, String sentence) implements Checked {}
  }

  public static Checked check(String text) {
    var trimmed = text.trim();
    var lower = trimmed.toLowerCase(Locale.ROOT);
    if (!lower.startsWith("https://") && !lower.startsWith("http://")) {
      return unusable("no-scheme", "Write the server's address with https:// in front.");
    }
    var url = HttpUrl.parse(trimmed);
    if (url == null) {
      return unusable("not-a-url", "This is not an address. It should look like https://host/.");
    }
    if (trimmed.indexOf('@') >= 0) {
      return unusable("user-info", "Leave out the name and password; they are asked for later.");
    }
    if (url.query() != null || url.fragment() != null) {
      return unusable("query", "Leave out everything from the ? or # on.");
    }
    if (!url.isHttps() && !isThisComputer(url.host())) {
      return unusable(
          "not-encrypted",
          "Write https://, not http://. Without encryption anybody on the way could read along;"
              + " http:// works only for a server on this computer.");
    }
    return new Checked.Usable(new ServerAddress(withSlash(url)));
  }

  /** Returns the address, or throws {@link IllegalArgumentException} with the sentence. */
  public static ServerAddress of(String text) {
    var checked = check(text);
    if (checked instanceof Checked.Usable usable) {
      return usable.address();
    }
    throw new IllegalArgumentException(((Checked.Unusable) checked).sentence());
  }

  HttpUrl url(String path, Map<String, String> query) {
    var url = base.newBuilder().addPathSegments(path.substring(1));
    query.forEach(url::addQueryParameter);
    return url.build();
  }

  HttpUrl url() {
    return base;
  }

  private static Checked unusable(String code, String sentence) {
    return new Checked.Unusable(code, sentence);
  }

  /** An empty last segment is what {@code addPathSegments} fills, so that no slash is doubled. */
  private static HttpUrl withSlash(HttpUrl url) {
    var segments = url.pathSegments();
    var last = segments.get(segments.size() - 1);
    return last.isEmpty() ? url : url.newBuilder().addPathSegment("").build();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ServerAddress that && base.equals(that.base);
  }

  @Override
  public int hashCode() {
    return base.hashCode();
  }

  @Override
  public String toString() {
    return base.toString();
  }
}
