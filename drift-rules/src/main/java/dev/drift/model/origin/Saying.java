package dev.drift.model.origin;

import static java.util.Objects.requireNonNull;

import dev.drift.model.value.Path;

/// Where one of its files says the value of a rendered manifest: the last of them that does.
///
/// @param path in the manifest, with an index for each item
/// @param kind of what says it
/// @param key by which a person knows it there, such as `web.memory` of a values key; empty if the
///     kind says enough
public record Saying(Path path, Place place, Kind kind, String key) {

  /// What can say a value.
  public enum Kind {
    /// The manifest from which the resource is built.
    RESOURCE("resource", "resource"),
    PATCH("patch", "patch"),
    IMAGES("images", "images"),
    REPLICAS("replicas", "replicas"),
    /// Any other field of a kustomization, such as a literal of a generator.
    KUSTOMIZATION("kustomization", "kustomization field"),
    /// A key among the values of a chart.
    VALUES("values", "values key"),
    /// A key of the chart's own values, which no values of the release override.
    CHART_DEFAULT("chart-default", "default of the chart for"),
    /// A parameter of an Argo CD Application, which is a value of the chart.
    PARAMETER("parameter", "parameter"),
    /// A variable that Flux substitutes.
    VARIABLE("variable", "variable"),
    METADATA("common-metadata", "common metadata"),
    TEMPLATE("template", "template"),
    /// A file that a generator takes as it is.
    FILE("file", "file");

    private final String label;
    private final String words;

    Kind(String label, String words) {
      this.label = label;
      this.words = words;
    }

    /// For programs.
    public String label() {
      return label;
    }
  }

  public Saying {
    requireNonNull(path, "path is null");
    requireNonNull(place, "place is null");
    requireNonNull(kind, "kind is null");
    requireNonNull(key, "key is null");
  }

  /// The kind says enough.
  public Saying(Path path, Place place, Kind kind) {
    this(path, place, kind, "");
  }

  /// For people, such as `patch` or `values key web.memory`.
  public String what() {
    return key.isEmpty() ? kind.words : kind.words + " " + key;
  }
}
