package dev.drift.secret.name;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Which values the strict level shows: numbers with their units, truth values, images, references,
/// and what is set by a name that is known never to hold a secret.
public final class Harmless {
  private static final int LONGEST = 256;

  private static final Set<String> WORDS =
      Set.of("true", "false", "yes", "no", "on", "off", "enabled", "disabled", "none", "null", "~");

  private static final Pattern NUMBER =
      Pattern.compile(
          "[-+]?[0-9]{1,18}+(?:[.,][0-9]{1,9}+)?+\\s?+(?:[numkKMGTPE]i?B?|[kKMGTP]?B|ns|us|µs|ms|s|min"
              + "|m|h|d|w|y|%|x)?+");
  private static final Pattern DURATION =
      Pattern.compile("(?:[0-9]{1,9}+(?:\\.[0-9]{1,9}+)?+(?:ns|us|µs|ms|s|m|h|d|w)){2,6}+");
  private static final Pattern IMAGE =
      Pattern.compile(
          "(?:[a-z0-9.-]{1,128}+(?::[0-9]{1,5}+)?+/)?+[a-z0-9._/-]{1,200}+"
              + "(?::[A-Za-z0-9_.-]{1,128}+)?+(?:@sha256:[0-9a-f]{64}+)?+");
  private static final Pattern REFERENCE =
      Pattern.compile(
          "\\$\\{(?:[A-Za-z]{1,20}+:)?+[A-Za-z0-9_./-]{1,200}+}|\\$\\([A-Za-z0-9_]{1,200}+\\)"
              + "|%\\([A-Za-z0-9_]{1,100}+\\)s");
  private static final Pattern JVM_FLAG =
      Pattern.compile(
          "-server|-X(?:mx|ms|mn|ss)[0-9]{1,10}+[kKmMgGtT]?+|-XX:[+-][A-Za-z0-9]{1,80}+"
              + "|-XX:[A-Za-z0-9]{1,80}+=[0-9]{1,18}+[kKmMgGtT%]?+");

  /// What values of known settings are made of.
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.,:/+*= -]{1,256}+");

  private Harmless() {}

  /// @param name of the setting; empty if it has none
  public static boolean isHarmless(String name, String value) {
    String text = value.strip();
    if (text.length() > LONGEST) {
      return false;
    }
    return text.isEmpty()
        || WORDS.contains(text.toLowerCase(Locale.ROOT))
        || NUMBER.matcher(text).matches()
        || DURATION.matcher(text).matches()
        || REFERENCE.matcher(text).matches()
        || JVM_FLAG.matcher(text).matches()
        || (isOfImage(name) && IMAGE.matcher(text).matches())
        || (KnownSettings.isHarmless(name) && PLAIN.matcher(text).matches() && !hasLogin(text));
  }

  private static boolean isOfImage(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith("image");
  }

  /// `//user:password` of a URL whose `@` is missing.
  private static boolean hasLogin(String text) {
    int at = text.indexOf("//");
    int colon = at < 0 ? -1 : text.indexOf(':', at);
    return colon >= 0 && (colon + 1 == text.length() || !Character.isDigit(text.charAt(colon + 1)));
  }
}
