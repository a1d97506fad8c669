package no.samsyn.example;

import static java.nio.charset.StandardCharsets.UTF_8;

import android.content.Context;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Properties;

/** The app's texts in the phone's language; bokmål where there is no better one. Immutable. */
final class Words {
  private static final String FOLDER =
      "/no/samsyn/example/"; // whole, so that classes may be renamed

  private final Properties texts;
  private final Locale locale;

  private Words(Properties texts, Locale locale) {
    this.texts = texts;
    this.locale = locale;
  }

  static Words of(Context context) {
    var phones = context.getResources().getConfiguration().getLocales().get(0);
    return in(
        switch (phones.getLanguage()) {
          case "en", "nn" -> phones.getLanguage();
          default -> "nb";
        });
  }

  static Words in(String language) {
    var texts = new Properties();
    try (var in = Words.class.getResourceAsStream(FOLDER + "words_" + language + ".properties")) {
      if (in == null) {
        throw new IllegalStateException("no words in " + language);
      }
      texts.load(new InputStreamReader(in, UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("the words cannot be read", e);
    }
    return new Words(texts, Locale.forLanguageTag(language));
  }

  /** Fails where there is no such text, so that a test finds it. */
  String get(String key, Object... values) {
    var text = texts.getProperty(key);
    if (text == null) {
      throw new IllegalArgumentException("no text for " + key);
    }
    return new MessageFormat(text, locale).format(values);
  }

  /** Returns the text for a code of the library's, or {@code other} where we have none. */
  String orElse(String key, String other) {
    return texts.containsKey(key) ? get(key) : other;
  }

  /** Which of a record's names is in this language. */
  String nameField() {
    return "name_" + locale.getLanguage();
  }

  Locale locale() {
    return locale;
  }
}
