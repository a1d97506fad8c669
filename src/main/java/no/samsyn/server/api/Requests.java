package no.samsyn.server.api;

import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import no.samsyn.json.BadJson;
import no.samsyn.json.Json;
import no.samsyn.server.scope.Refusal;
import no.samsyn.wire.Protocol;

/** Reads what a request brings, never more than its limit, and says in words what is wrong. */
final class Requests {
  private static final int CHUNK_BYTES = 8_192;
  private static final int DRAIN_BYTES_MAX = 16 * 1_048_576;
  private static final int NUMBER_CHARACTERS_MAX = 18;

  private Requests() {}

  /** Reads the whole JSON body as text: who is still sending does not hear an answer. */
  static String jsonText(Context ctx) {
    requireJson(ctx);
    return text(ctx);
  }

  static <T> T parsed(String text, Class<T> type) {
    try {
      return Json.read(text, type);
    } catch (BadJson e) {
      throw Refusal.badRequest("The request is not the JSON expected.");
    }
  }

  static String header(Context ctx, String name) {
    var value = ctx.header(name);
    return value == null ? "" : value;
  }

  static String query(Context ctx, String name) {
    var value = ctx.queryParam(name);
    return value == null ? "" : plain(value);
  }

  /** Reads a parameter that may stand there several times. */
  static List<String> queries(Context ctx, String name) {
    return ctx.queryParams(name).stream().map(Requests::plain).toList();
  }

  private static String plain(String value) {
    if (value.chars().anyMatch(Character::isISOControl)) {
      throw Refusal.badRequest("The address holds a character that it cannot hold.");
    }
    return value;
  }

  /** Reads a number that is not negative; 0 where there is none. */
  static long number(String text) {
    if (text.isEmpty()) {
      return 0;
    }
    if (text.length() > NUMBER_CHARACTERS_MAX || !text.matches("[0-9]+")) {
      throw Refusal.badRequest("A number in the request is not a number.");
    }
    return Long.parseLong(text);
  }

  static int smallNumber(String text) {
    return (int) Math.min(Integer.MAX_VALUE, number(text));
  }

  private static void requireJson(Context ctx) {
    var type = header(ctx, "Content-Type").toLowerCase(Locale.ROOT);
    if (!type.equals(Protocol.JSON) && !type.startsWith(Protocol.JSON + ";")) {
      throw Refusal.unsupported("The request must be " + Protocol.JSON + ".");
    }
  }

  private static String text(Context ctx) {
    try {
      var bytes = limited(decoded(ctx));
      if (bytes.length > Protocol.PUSH_BYTES_MAX) {
        drain(ctx.req().getInputStream());
        throw Refusal.tooLarge("A request has at most " + Protocol.PUSH_BYTES_MAX + " bytes.");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw Refusal.badRequest("The request is not UTF-8.");
    } catch (ZipException e) {
      throw Refusal.badRequest("The request is not gzip.");
    } catch (IOException e) {
      throw Refusal.badRequest("The request was cut.");
    }
  }

  private static InputStream decoded(Context ctx) throws IOException {
    var in = ctx.req().getInputStream();
    var encoding = header(ctx, "Content-Encoding").toLowerCase(Locale.ROOT);
    return switch (encoding) {
      case "", "identity" -> in;
      case "gzip" -> new GZIPInputStream(in);
      default -> throw Refusal.unsupported("The request may be gzip or plain.");
    };
  }

  /** Counts while reading: a small zipped request can be a very large one. */
  private static byte[] limited(InputStream in) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var chunk = new byte[CHUNK_BYTES];
    for (var read = in.read(chunk); read >= 0; read = in.read(chunk)) {
      bytes.write(chunk, 0, read);
      if (bytes.size() > Protocol.PUSH_BYTES_MAX) {
        break;
      }
    }
    return bytes.toByteArray();
  }

  /** Who is still sending does not listen: what is not much too large is read to its end. */
  private static void drain(InputStream in) throws IOException {
    var chunk = new byte[CHUNK_BYTES];
    var left = DRAIN_BYTES_MAX;
    for (var read = in.read(chunk); read >= 0 && left > 0; read = in.read(chunk)) {
      left -= read;
    }
  }

  /** Answers in UTF-8 whatever the type: of a text alone the server would make Latin-1 for some. */
  static void answer(Context ctx, String contentType, String text) {
    ctx.contentType(contentType).result(text.getBytes(StandardCharsets.UTF_8));
  }
}
