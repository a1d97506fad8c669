package no.samsyn.ui.common;

import java.util.List;

/** Goes from one screen to another. */
public interface Navigator {
  void show(Screen screen);

  /** Shows the records that match, with nothing else in the way. */
  void showRecords(String entity, List<String> filters);

  void showRecord(String entity, String key);
}
