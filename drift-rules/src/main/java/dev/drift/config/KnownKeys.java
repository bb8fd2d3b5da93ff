package dev.drift.config;

import dev.drift.model.Spelling;
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

  private static int typos(String key, String name) {
    return Spelling.distance(key.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
  }
}
