package no.samsyn.ui.common;

/** Says in passing what was done. Quiet: nobody has to answer. */
public interface Notices {
  void say(String text);

  /** Says what was done, and offers for a while to do something about it. */
  void offer(String text, String action, Runnable taken);

  /** Says what happened and offers to show it; stays until somebody takes it away. */
  void tell(String text, String action, Runnable taken);

  /** Says what went wrong; stays until somebody takes it away. */
  void warn(String text);
}
