package no.samsyn.mobile;

import java.nio.file.Path;

/** The mentor of a story, on whatever store the mentor's device has. */
interface StoryMentor extends AutoCloseable {
  /** Returns the new activity's key. */
  String add(String date, long minutes, String place);

  void change(String key, String field, Object value);

  void delete(String key);

  /** One run, however it ends. */
  void sync();

  long unsent();

  /** Goes on in a new process from a copy of the files as they are now. */
  StoryMentor startedAgainOn(Path copy);

  Path files();

  @Override
  void close();
}
