package no.samsyn.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineReaderTest {
  @Test
  void linesEndInEitherWayAndTheLastNeedsNoEnd() throws IOException {
    assertThat(lines("a\nb\r\n\nø\rc")).containsExactly("a", "b", "", "ø\rc");
    assertThat(lines("a\n")).containsExactly("a");
    assertThat(lines("")).isEmpty();
  }

  @Test
  void aLineMayBeLongerThanTheBuffer() throws IOException {
    var longLine = "x".repeat(50_000);
    assertThat(lines(longLine + "\n" + longLine + "\ny")).containsExactly(longLine, longLine, "y");
  }

  @Test
  void aLineThatIsTooLongIsNotCollected() {
    var endless =
        new InputStream() {
          private long given;

          @Override
          public int read() {
            given++;
            return 'x';
          }

          @Override
          public int read(byte[] into, int offset, int length) {
            Arrays.fill(into, offset, offset + length, (byte) 'x');
            given += length;
            return length;
          }
        };
    assertThatThrownBy(() -> new LineReader(endless, 100_000).next()).isInstanceOf(BadAnswer.class);
    assertThat(endless.given).isLessThan(200_000);
  }

  private static List<String> lines(String text) throws IOException {
    var reader = new LineReader(new ByteArrayInputStream(text.getBytes(UTF_8)), 100_000);
    var lines = new ArrayList<String>();
    for (var line = reader.next(); line != null; line = reader.next()) {
      lines.add(new String(line, UTF_8));
    }
    return lines;
  }
}
