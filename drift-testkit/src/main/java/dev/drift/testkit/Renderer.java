package dev.drift.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// A program that renders or deploys manifests, from the cache that `make renderers` fills.
public enum Renderer {
  HELM("helm"),
  HELM_3("helm-3"),
  KUSTOMIZE("kustomize"),
  SOPS("sops"),

  /// Renders what Flux would, with Flux's own libraries: tools/render-oracle.
  RENDER_ORACLE("render-oracle");

  private final String fileName;

  Renderer(String fileName) {
    this.fileName = fileName;
  }

  /// @throws ControlPlaneException with one sentence if it was not built
  public Path path() {
    return path(System.getenv(), Path.of(System.getProperty("user.home")));
  }

  Path path(Map<String, String> environment, Path home) {
    Path file =
        value(environment, "XDG_CACHE_HOME")
            .map(Path::of)
            .orElse(value(environment, "HOME").map(Path::of).orElse(home).resolve(".cache"))
            .resolve(Path.of("drift", "renderers", fileName));
    if (!Files.isExecutable(file)) {
      throw ControlPlaneException.missing(
          "%s not found in %s: run `make renderers` (needs Go, once)."
              .formatted(fileName, file.getParent()));
    }
    return file;
  }

  private static Optional<String> value(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }
}
