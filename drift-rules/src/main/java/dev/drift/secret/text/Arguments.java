package dev.drift.secret.text;

import dev.drift.secret.name.SecretNames;
import org.jspecify.annotations.Nullable;

/// Follows the words of a command line and finds those that hold a secret.
final class Arguments {
  private static final int NONE = -1;

  /// The tool that was named last.
  private @Nullable Tool tool;

  /// How much of the next word is secret; null where nothing announces one.
  private @Nullable Part announced;

  private String before = "";

  /// Where the tool that was named last takes its secret, once the words before it are there.
  private Tool.@Nullable Place place;

  /// How many words stand behind those, flags left out.
  private int words;

  /// The letters of the flags of one letter each.
  private String letters = "";

  /// Whether the next word is secret.
  boolean isAnnounced() {
    return announced != null;
  }

  /// From where on the next word is secret; -1 where it is not.
  int next(String word) {
    Part part = announced;
    announced = null;
    int from = part == null ? named(word) : part.from(word);
    before = word;
    return from;
  }

  private int named(String word) {
    Tool named = Tool.of(word.substring(word.lastIndexOf('/') + 1));
    if (named != null && place(before, word) == null) {
      tool = named;
      words = 0;
      letters = "";
      place = place("", "");
      return NONE;
    }
    if (word.startsWith("-") && word.length() > 1) {
      return flag(word);
    }
    return tool == null ? NONE : word(word);
  }

  private int flag(String flag) {
    if (tool != null) {
      letters += flag.startsWith("--") || flag.length() > 8 ? "" : flag;
      for (Tool.Flag known : tool.flags()) {
        if (flag.equals(known.name())) {
          announced = known.part();
          return NONE;
        }
        boolean together =
            known.name().startsWith("--")
                ? flag.startsWith(known.name() + "=")
                : flag.startsWith(known.name()) && !flag.startsWith("--");
        if (together) {
          int start = known.name().length() + (known.name().startsWith("--") ? 1 : 0);
          int from = known.part().from(flag.substring(start));
          return from < 0 ? NONE : start + from;
        }
      }
    }
    boolean secret =
        flag.indexOf('=') < 0
            && flag.length() <= SecretNames.LONGEST
            && flag.indexOf(' ') < 0
            && SecretNames.announceSecret(flag);
    announced = secret ? Part.WHOLE : null;
    return NONE;
  }

  private int word(String word) {
    Tool.Place begun = place(before, word);
    if (begun != null) {
      place = begun;
      words = 0;
      return NONE;
    }
    if ((before.equals("set") || before.equals("put"))
        && word.indexOf(' ') < 0
        && SecretNames.announceSecret(word)) {
      announced = Part.WHOLE;
      return NONE;
    }
    words++;
    return place != null && isSecret(place) ? 0 : NONE;
  }

  private Tool.@Nullable Place place(String before, String word) {
    if (tool != null) {
      for (Tool.Place one : tool.places()) {
        if (one.begins(before, word)) {
          return one;
        }
      }
    }
    return null;
  }

  /// The password of htpasswd is a word only with `-b`, and with `-n` no file stands before it.
  private boolean isSecret(Tool.Place at) {
    boolean htpasswd = tool != null && tool.name().equals("htpasswd");
    int word = htpasswd && letters.indexOf('n') >= 0 ? words + 1 : words;
    return (!htpasswd || letters.indexOf('b') >= 0) && word >= at.from() && word <= at.to();
  }

  /// How much of a word is secret.
  enum Part {
    WHOLE,
    /// `user:password`.
    AFTER_COLON,
    /// `name=value`.
    AFTER_EQUALS,
    /// `user%password`.
    AFTER_PERCENT,
    /// `user,password`.
    AFTER_COMMA;

    int from(String word) {
      return switch (this) {
        case WHOLE -> 0;
        case AFTER_COLON -> after(word, ':');
        case AFTER_EQUALS -> after(word, '=');
        case AFTER_PERCENT -> after(word, '%');
        case AFTER_COMMA -> after(word, ',');
      };
    }

    private static int after(String word, char sign) {
      int at = word.indexOf(sign);
      return at < 0 || at + 1 == word.length() ? NONE : at + 1;
    }
  }
}
