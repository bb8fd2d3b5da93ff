package dev.drift.source.flux.release;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drift.model.value.Value;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Finds values of Secrets that a chart put into other objects, where nothing masks them.
final class SecretTexts {
  /// What is shorter is only found if it is a whole value.
  private static final int LEAST = 6;

  /// Ports and counts, and what says yes or no.
  private static final Pattern HARMLESS = Pattern.compile("|true|false|yes|no|\\d{1,5}");

  private final Set<String> texts;

  SecretTexts(Set<String> secrets) {
    this.texts =
        secrets.stream()
            .map(String::strip)
            .filter(it -> !HARMLESS.matcher(it).matches())
            .flatMap(it -> Stream.of(it, Base64.getEncoder().encodeToString(it.getBytes(UTF_8))))
            .collect(Collectors.toSet());
  }

  boolean areIn(Value value) {
    return switch (value) {
      case Value.Str(String text) -> isIn(text);
      case Value.Num number -> texts.contains(number.value().toPlainString());
      case Value.Obj object ->
          object.fields().entrySet().stream()
              .anyMatch(it -> isPart(it.getKey()) || areIn(it.getValue()));
      case Value.Arr(List<Value> items) -> items.stream().anyMatch(this::areIn);
      case Value.Null _, Value.Bool _, Value.Masked _ -> false;
    };
  }

  private boolean isIn(String text) {
    return texts.contains(text) || isPart(text);
  }

  private boolean isPart(String text) {
    return texts.stream().anyMatch(it -> it.length() >= LEAST && text.contains(it));
  }
}
