package dev.drift.config;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Reads `renderers` of a `drift.yaml`.
final class RenderersConfigReader {
  private static final KnownKeys KEYS =
      new KnownKeys("renderers", RenderersConfig.NAMES, Map.of(), Map.of("kubectl", "kustomize"));

  private RenderersConfigReader() {}

  static RenderersConfig read(Mapping renderers) {
    renderers.check(KEYS);
    Map<String, String> programs = new HashMap<>();
    for (String name : RenderersConfig.NAMES) {
      Optional<String> path = renderers.has(name) ? renderers.text(name) : Optional.empty();
      if (path.filter(String::isBlank).isPresent()) {
        renderers.problem(name, "%s must be the path of an executable file".formatted(name));
      } else {
        path.ifPresent(it -> programs.put(name, it));
      }
    }
    return new RenderersConfig(programs);
  }
}
