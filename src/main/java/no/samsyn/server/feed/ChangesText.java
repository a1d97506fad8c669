package no.samsyn.server.feed;

import java.util.Map;
import java.util.TreeMap;
import no.samsyn.json.Json;
import no.samsyn.json.MutationJson;

/** Reads the changed fields of a step as the journal keeps them. */
public final class ChangesText {
  private ChangesText() {}

  public static Map<String, MutationJson.Change> read(String text) {
    return Json.read(text, ByName.class);
  }

  /** A name for the generic map, which the JSON reader asks for. */
  private static final class ByName extends TreeMap<String, MutationJson.Change> {
    private static final long serialVersionUID = 1;
  }
}
