package no.samsyn.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DigestsTest {
  @Test
  void hmacAnswersTheVectorsOfRfc4231() {
    assertThat(hmac(filled(20, 0x0b), "Hi There"))
        .isEqualTo("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    assertThat(hmac("Jefe".getBytes(StandardCharsets.US_ASCII), "what do ya want for nothing?"))
        .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    assertThat(hmac(filled(131, 0xaa), "Test Using Larger Than Block-Size Key - Hash Key First"))
        .isEqualTo("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
  }

  private static byte[] filled(int length, int with) {
    var bytes = new byte[length];
    Arrays.fill(bytes, (byte) with);
    return bytes;
  }

  private static String hmac(byte[] key, String message) {
    return Bytes32.hex(Digests.hmac(key, message.getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void hexHasOneFormPerContent() {
    var hex = "00ff".repeat(16);
    assertThat(Bytes32.ofHex(hex).hex()).isEqualTo(hex);
    assertThatThrownBy(() -> Bytes32.ofHex(hex.replace('f', 'F')))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Bytes32.ofHex(hex.substring(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Bytes32.ofHex(hex + "00"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
