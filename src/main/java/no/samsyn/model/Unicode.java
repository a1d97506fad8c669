package no.samsyn.model;

/** What can be text everywhere. */
public final class Unicode {
  private Unicode() {}

  /** Half a character: no text in UTF-8 can hold it. */
  public static boolean hasLoneSurrogate(String text) {
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        return true;
      }
    }
    return false;
  }
}
