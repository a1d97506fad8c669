package no.samsyn.net;

import java.io.IOException;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Function;
import no.samsyn.json.BadJson;
import no.samsyn.json.Json;
import no.samsyn.wire.Protocol;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Makes sense of the body of a 200. Throws {@link BadAnswer} or {@link BadJson} where there is
 * none, and then has changed nothing.
 */
interface AnswerReader<T> {
  /** A record is never longer than a document; a single line is one record. */
  int LINE_MAX = (int) Json.DOCUMENT_MAX;

  /** The content type that the body must have. */
  String contentType();

  /**
   * Reads the whole body.
   *
   * @param serverTime takes the server's time as soon as the body told it
   */
  T read(Response response, Consumer<Instant> serverTime) throws IOException;

  /** Reads one JSON document of type {@code wire} and maps it. */
  static <W, T> AnswerReader<T> json(
      Class<W> wire, Function<W, @Nullable String> time, Function<W, T> toModel) {
    return new AnswerReader<>() {
      @Override
      public String contentType() {
        return Protocol.JSON;
      }

      @Override
      public T read(Response response, Consumer<Instant> serverTime) throws IOException {
        var body = Json.read(AnswerStream.of(response, Protocol.ANSWER_BYTES_MAX).rest(), wire);
        var result = toModel.apply(body);
        var said = time.apply(body);
        if (said != null) {
          serverTime.accept(FromWire.serverTime(said));
        }
        return result;
      }
    };
  }

  /**
   * Hands each line to {@code consumer} as it comes, without a limit on their number, and returns
   * how many there were. What was handed over before an answer broke off is for the consumer to
   * forget.
   */
  static AnswerReader<Long> lines(Consumer<byte[]> consumer) {
    return new AnswerReader<>() {
      @Override
      public String contentType() {
        return Protocol.NDJSON;
      }

      @Override
      public Long read(Response response, Consumer<Instant> serverTime) throws IOException {
        var lines = new LineReader(AnswerStream.of(response, Long.MAX_VALUE), LINE_MAX);
        var count = 0L;
        for (var line = lines.next(); line != null; line = lines.next()) {
          consumer.accept(line);
          count++;
        }
        return count;
      }
    };
  }
}
