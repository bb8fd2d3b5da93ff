package dev.drift.canonical.defaults;

import dev.drift.model.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `stringData` of a Secret is written only: the server puts it into `data`, where it wins.
///
/// `Convert_v1_Secret_To_core_Secret` in pkg/apis/core/v1/conversion.go of Kubernetes.
final class SecretStringData {
  /// As [ComputedDefault#paths()].
  static final List<String> PATHS = List.of("Secret data", "Secret data{}");

  private SecretStringData() {}

  static Value.Obj merged(Value.Obj secret) {
    if (!(secret.get("stringData").orElse(Value.Null.NULL)
        instanceof Value.Obj(Map<String, Value> texts))) {
      return secret.without("stringData");
    }
    Map<String, Value> data = new LinkedHashMap<>(secret.object("data").fields());
    Map<String, Value> refused = new LinkedHashMap<>();
    texts.forEach(
        (name, value) -> {
          if (value instanceof Value.Str(String text)) {
            data.put(name, Value.of(encode(text)));
          } else if (!(value instanceof Value.Null)) {
            refused.put(name, value);
          }
        });
    Value.Obj merged = secret.without("stringData").with("data", new Value.Obj(data));
    // What is no text stays, so that it is found to be invalid.
    return refused.isEmpty() ? merged : merged.with("stringData", new Value.Obj(refused));
  }

  private static String encode(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
