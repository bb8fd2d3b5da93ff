package dev.drift.config;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The keys that a mapping may have, and what somebody meant who wrote another one.
///
/// @param owner what the mapping is, such as "a source"
/// @param names in the order of the documentation
/// @param elsewhere keys that belong somewhere else, with the sentence that says where
/// @param synonyms keys that other tools use, with ours
record KnownKeys(
    String owner, List<String> names, Map<String, String> elsewhere, Map<String, String> synonyms) {
  private static final int MOST_TYPOS = 2;

  /// A sentence about a key that is not among the names.
  String unknown(String key) {
    String sentence = elsewhere.get(key);
    if (sentence != null) {
      return sentence;
    }
    return "unknown key %s; %s"
        .formatted(
            key,
            similar(key)
                .map("did you mean %s?"::formatted)
                .orElseGet(() -> "%s has the keys %s".formatted(owner, String.join(", ", names))));
  }

  private Optional<String> similar(String key) {
    if (synonyms.containsKey(key)) {
      return Optional.of(synonyms.get(key));
    }
    return names.stream()
        .filter(name -> typos(key, name) <= Math.min(MOST_TYPOS, name.length() / 2))
        .min(Comparator.comparingInt(name -> typos(key, name)));
  }

  /// How many letters to insert, delete or replace, whatever their case (Levenshtein's distance).
  private static int typos(String written, String name) {
    String a = written.toLowerCase(Locale.ROOT);
    String b = name.toLowerCase(Locale.ROOT);
    if (Math.abs(a.length() - b.length()) > MOST_TYPOS) {
      return Integer.MAX_VALUE;
    }
    int[] before = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      before[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] now = new int[b.length() + 1];
      now[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = before[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        now[j] = Math.min(replaced, 1 + Math.min(before[j], now[j - 1]));
      }
      before = now;
    }
    return before[b.length()];
  }
}
