package dev.drift.config;

import static java.util.Objects.requireNonNull;

import dev.drift.model.origin.Place;
import dev.drift.model.value.Value;
import java.util.List;

/// A chart of a source that somebody installs with helm, as `drift.yaml` describes it.
///
/// @param chart the folder of the chart, below the root of the repository
/// @param release the name of the release
/// @param namespace of the release
/// @param valueFiles paths below the root of the repository; later ones win
/// @param values win over those of all files; they may hold secrets
/// @param place where `drift.yaml` says so
public record HelmConfig(
    String chart,
    String release,
    String namespace,
    List<String> valueFiles,
    Value.Obj values,
    Place place) {
  public HelmConfig {
    requireNonNull(chart, "chart is null");
    requireNonNull(release, "release is null");
    requireNonNull(namespace, "namespace is null");
    valueFiles = List.copyOf(valueFiles);
    requireNonNull(values, "values is null");
    requireNonNull(place, "place is null");
  }

  @Override
  public String toString() {
    return "HelmConfig(%s)".formatted(release);
  }
}
