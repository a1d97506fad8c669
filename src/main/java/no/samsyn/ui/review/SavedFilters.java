package no.samsyn.ui.review;

import java.util.LinkedHashMap;
import java.util.Map;
import no.samsyn.console.Preferences;

/** Filters that somebody gave a name, on this computer. They hold keys and no names of people. */
final class SavedFilters {
  private static final String NAME = "review-filters"; // kept in preferences; never rename

  private final Preferences preferences;

  SavedFilters(Preferences preferences) {
    this.preferences = preferences;
  }

  Map<String, QueueFilter> all() {
    var all = new LinkedHashMap<String, QueueFilter>();
    for (var line : preferences.get(NAME).orElse("").split("\\|", -1)) {
      var at = line.indexOf('=');
      if (at > 0) {
        all.put(line.substring(0, at), QueueFilter.of(line.substring(at + 1)));
      }
    }
    return all;
  }

  void keep(String name, QueueFilter filter) {
    var all = all();
    all.put(name.replaceAll("[|=\\n]", " ").strip(), filter);
    write(all);
  }

  void forget(String name) {
    var all = all();
    all.remove(name);
    write(all);
  }

  private void write(Map<String, QueueFilter> all) {
    var text = new StringBuilder();
    all.forEach(
        (name, filter) ->
            text.append(text.length() == 0 ? "" : "|").append(name + "=" + filter.text()));
    preferences.set(NAME, text.toString());
  }
}
