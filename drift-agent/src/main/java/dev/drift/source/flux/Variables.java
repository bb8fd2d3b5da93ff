package dev.drift.source.flux;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a Kustomization substitutes after its build.
///
/// @param values by name; may hold secrets
/// @param secret the names of those that come from Secrets
/// @param always whether texts are substituted even without any variable
record Variables(Map<String, String> values, Set<String> secret, boolean always) {
  static final Variables NONE = new Variables(Map.of(), Set.of(), false);

  Variables {
    values = Map.copyOf(values);
    secret = Set.copyOf(secret);
  }

  /// Whether texts are substituted at all: without a variable, not even a default is used.
  boolean apply() {
    return always || !values.isEmpty();
  }

  /// @param strict whether a variable that is not set is an error
  Optional<String> get(String name, boolean strict) {
    Optional<String> value = Optional.ofNullable(values.get(name));
    return strict ? value : Optional.of(value.orElse(""));
  }

  /// The same with other secrets: what differs then depends on secrets. Each is longer than before
  /// and differs from it in every letter, in whatever case.
  Variables withOtherSecrets() {
    Map<String, String> others = new HashMap<>(values);
    for (String name : secret) {
      StringBuilder other = new StringBuilder();
      for (byte each : values.getOrDefault(name, "").getBytes(UTF_8)) {
        other.append(each == 'q' || each == 'Q' ? 'z' : 'q');
      }
      others.put(name, other.append('z').toString());
    }
    return new Variables(others, secret, always);
  }

  @Override
  public String toString() {
    return "Variables(%s)".formatted(values.keySet()); // Values may be secrets.
  }
}
