package dev.drift.tree;

import java.util.Set;

/// The names that kustomize looks for in a folder.
public final class KustomizationName {
  private static final Set<String> ALL =
      Set.of("kustomization.yaml", "kustomization.yml", "Kustomization");

  private KustomizationName() {}

  /// Whether kustomize takes a file of this path for a kustomization.
  public static boolean isOf(String path) {
    return ALL.contains(path.substring(path.lastIndexOf('/') + 1));
  }
}
