package dev.drift.config;

import dev.drift.policy.action.DurationText;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads `store` of a `drift.yaml`.
final class StoreConfigReader {
  /// A retention of some minutes would delete what has just ended.
  private static final Duration SHORTEST = Duration.ofDays(1);

  private static final KnownKeys KEYS =
      new KnownKeys(
          "the store",
          List.of("url", "user", "password", "retention"),
          Map.of(),
          Map.of("file", "url", "path", "url", "username", "user", "keep", "retention"));

  private StoreConfigReader() {}

  /// Empty if there is none, or there is a problem with its URL.
  static Optional<StoreConfig> read(Mapping root) {
    return root.mapping("store").flatMap(StoreConfigReader::store);
  }

  private static Optional<StoreConfig> store(Mapping store) {
    store.check(KEYS);
    if (!store.has("url")) {
      store.problem(
          "url is missing: add url with a file for SQLite, or jdbc:postgresql://HOST/DATABASE");
    }
    Optional<String> url = store.text("url");
    if (url.filter(String::isBlank).isPresent()) {
      store.problem("url", "url must be a file for SQLite, or jdbc:postgresql://HOST/DATABASE");
      return Optional.empty();
    }
    Optional<String> user = store.text("user");
    Optional<SecretReference> password = SecretReader.optional(store, "password");
    Optional<Duration> retention = retention(store);
    if (url.filter(it -> !it.startsWith("jdbc:")).isPresent()) {
      for (String key : List.of("user", "password")) {
        if (store.has(key)) {
          store.problem(key, "a file has no %s; remove the key".formatted(key));
        }
      }
    }
    return url.map(it -> new StoreConfig(it, user, password, retention));
  }

  private static Optional<Duration> retention(Mapping store) {
    Optional<String> text = store.text("retention");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      Duration retention = DurationText.parse(text.get());
      if (retention.compareTo(SHORTEST) >= 0) {
        return Optional.of(retention);
      }
    } catch (IllegalArgumentException _) {
      // Reported below.
    }
    store.problem("retention", "retention must be a time of at least a day, such as 400d");
    return Optional.empty();
  }
}
