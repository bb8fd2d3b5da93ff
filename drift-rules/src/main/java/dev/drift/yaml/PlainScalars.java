package dev.drift.yaml;

import dev.drift.model.value.Value;
import java.util.Optional;

/// What unquoted text means to kubectl.
public final class PlainScalars {
  private PlainScalars() {}

  /// The value that the text has without quotes; empty for infinity and NaN, which JSON lacks.
  public static Optional<Value> value(String text) {
    return ScalarResolver.resolve(
            new RawYaml.Scalar(
                text, Optional.empty(), Syntax.Style.PLAIN, 0, 0, 0, Optional.empty()))
        .toValue();
  }
}
