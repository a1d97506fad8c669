package no.samsyn.example;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import no.samsyn.mobile.Samsyn;
import no.samsyn.sync.RecordQuery;

/** The organisation's types of activity, by key, named in the phone's language. Immutable. */
record ActivityTypes(Map<String, String> names, List<String> usable) {
  ActivityTypes {
    names = Map.copyOf(names);
    usable = List.copyOf(usable);
  }

  static ActivityTypes of(Samsyn samsyn, Words words) {
    var names = new LinkedHashMap<String, String>();
    var usable = new ArrayList<String>();
    var all = new RecordQuery("activity_type", List.of(), "", false, 1_000, 0);
    for (var type : samsyn.list(all).records()) {
      names.put(type.key(), String.valueOf(type.fields().get(words.nameField())));
      if (Boolean.TRUE.equals(type.fields().get("active"))) {
        usable.add(type.key());
      }
    }
    return new ActivityTypes(names, usable);
  }

  /** The phone may hear of an activity before it hears of its type. */
  String name(Object key, Words words) {
    return names.getOrDefault(String.valueOf(key), words.get("type.unknown"));
  }

  List<String> usableNames() {
    return usable.stream().map(names::get).collect(Collectors.toList());
  }
}
