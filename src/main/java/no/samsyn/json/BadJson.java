package no.samsyn.json;

import com.fasterxml.jackson.core.JsonProcessingException;

/** Text that is not the JSON it should be. Says where, never what: the text may be personal. */
public final class BadJson extends RuntimeException {
  private static final long serialVersionUID = 1;

  public BadJson(String message) {
    super(message);
  }

  static BadJson from(JsonProcessingException e) {
    var at = e.getLocation();
    var where = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
    return new BadJson("not the JSON expected" + where);
  }
}
