package no.samsyn.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import org.jspecify.annotations.Nullable;

/** Text that is not the JSON it should be. Says where, never what: the text may be personal. */
public final class BadJson extends RuntimeException {
  private static final long serialVersionUID = 1;

  public BadJson(String message) {
    super(message);
  }

  static BadJson from(JsonProcessingException e) {
    return at(e.getLocation());
  }

  /** The token at which {@code in} stands is another one than was expected. */
  static BadJson at(JsonParser in) {
    return at(in.currentTokenLocation());
  }

  private static BadJson at(@Nullable JsonLocation at) {
    var where = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
    return new BadJson("not the JSON expected" + where);
  }
}
