package dev.drift.source;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The renderers of the program, by name. The first is used if nothing names one.
public final class Renderers {
  private final Map<String, Renderer> byName = new HashMap<>();
  private final Renderer usual;

  public Renderers(List<Renderer> renderers) {
    this.usual = renderers.getFirst();
    for (Renderer renderer : renderers) {
      if (byName.putIfAbsent(renderer.name(), renderer) != null) {
        throw new IllegalArgumentException("two renderers are called " + renderer.name());
      }
    }
  }

  public Renderer usual() {
    return usual;
  }

  public Optional<Renderer> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }
}
