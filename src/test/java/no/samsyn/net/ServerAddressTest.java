package no.samsyn.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {
  @ParameterizedTest
  @CsvSource({
    "https://samsyn.example.org, https://samsyn.example.org/api/v1/push",
    "https://samsyn.example.org/, https://samsyn.example.org/api/v1/push",
    "' HTTPS://Samsyn.Example.org:8443 ', https://samsyn.example.org:8443/api/v1/push",
    "https://example.org/samsyn, https://example.org/samsyn/api/v1/push",
    "https://example.org/samsyn/, https://example.org/samsyn/api/v1/push",
    "http://localhost:7070, http://localhost:7070/api/v1/push",
    "http://127.0.0.1:7070/, http://127.0.0.1:7070/api/v1/push",
    "http://127.8.9.10, http://127.8.9.10/api/v1/push",
    "http://[::1]:7070, http://[::1]:7070/api/v1/push",
  })
  void whatCanBeUsed(String text, String url) {
    assertThat(ServerAddress.of(text).url("/api/v1/push", Map.of()).toString()).isEqualTo(url);
  }

  @ParameterizedTest
  @CsvSource({
    "samsyn.example.org, no-scheme",
    "'', no-scheme",
    "ftp://example.org, no-scheme",
    "file:///etc/passwd, no-scheme",
    "https://, not-a-url",
    "https://exa mple.org, not-a-url",
    "https://example.org:99999, not-a-url",
    "https://kari:secret@example.org, user-info",
    "https://@example.org, user-info",
    "https://example.org/?a=b, query",
    "https://example.org/?, query",
    "https://example.org/#top, query",
    "http://example.org, not-encrypted",
    "http://127.0.0.1.example.org, not-encrypted",
    "http://localhost.example.org, not-encrypted",
    "http://10.0.0.1, not-encrypted",
    "http://0.0.0.0, not-encrypted",
    "http://[::2], not-encrypted",
  })
  void whatCannotBeUsedIsExplained(String text, String code) {
    assertThat(ServerAddress.check(text))
        .isInstanceOfSatisfying(
            ServerAddress.Checked.Unusable.class,
            unusable -> {
              assertThat(unusable.code()).isEqualTo(code);
              assertThat(unusable.sentence()).endsWith(".");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://kari:secret@example.org", "http://example.org/?token=secret"})
  void aRefusalDoesNotRepeatWhatWasTyped(String text) {
    assertThatThrownBy(() -> ServerAddress.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("secret");
  }

  @Test
  void queryValuesAreEscaped() {
    assertThat(
            ServerAddress.of("https://example.org")
                .url("/api/v1/changes", Map.of("cursor", "a&b=c/ø#"))
                .toString())
        .isEqualTo("https://example.org/api/v1/changes?cursor=a%26b%3Dc%2F%C3%B8%23");
  }
}
