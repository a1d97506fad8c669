package no.samsyn.server.feed;

import java.util.Map;
import no.samsyn.json.Json;
import no.samsyn.json.MutationJson;

/** Reads the changed fields of a step as the journal keeps them. */
public final class ChangesText {
  private ChangesText() {}

  public static Map<String, MutationJson.Change> read(String text) {
    return Json.readMap(text, MutationJson.Change.class);
  }
}
