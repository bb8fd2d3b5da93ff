package dev.drift.config;

import java.util.List;
import java.util.Map;

/// Where the programs are that render sources.
///
/// @param programs paths of executable files by the names of [#NAMES]; what is missing is looked
///     for on `PATH`
public record RenderersConfig(Map<String, String> programs) {
  /// The programs that may be named.
  public static final List<String> NAMES = List.of("kustomize", "helm", "sops");

  /// All are looked for.
  public static final RenderersConfig NONE = new RenderersConfig(Map.of());

  public RenderersConfig {
    programs = Map.copyOf(programs);
  }
}
