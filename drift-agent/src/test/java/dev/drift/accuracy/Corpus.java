package dev.drift.accuracy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Manifests to be applied to a cluster of their own.
///
/// @param folder Git's side
/// @param namespace of objects that name none
record Corpus(String name, Path folder, String namespace) {
  /// Public projects whose manifests take their namespace at the time of applying.
  private static final Map<String, String> NAMESPACES =
      Map.of("argo-cd", "argocd", "strimzi", "myproject");

  static Corpus lakehouse() {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(root.resolve("examples/lakehouse"))) {
      root = Optional.ofNullable(root.getParent()).orElseThrow();
    }
    return new Corpus("lakehouse", root.resolve("examples/lakehouse"), "default");
  }

  /// Each folder in this one.
  static List<Corpus> in(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(Files::isDirectory)
          .sorted()
          .map(
              each -> {
                String name = each.getFileName().toString();
                return new Corpus(name, each, NAMESPACES.getOrDefault(name, "default"));
              })
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
