package dev.drift.testkit;

import static java.util.Objects.requireNonNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Where each program of the control plane was found, and the folders that were searched for it.
///
/// Each is resolved separately: first in `KUBEBUILDER_ASSETS` (envtest's convention; it often holds
/// only etcd, kube-apiserver and kubectl), then in the cache that `make control-plane` fills.
public record Binaries(Map<Binary, Path> found, List<Path> searched) {
  /// The Kubernetes version that `tools/control-plane/build.sh` builds.
  public static final String KUBERNETES_VERSION = "1.36.3";

  public Binaries {
    found = Collections.unmodifiableMap(new EnumMap<>(requireNonNull(found, "found")));
    searched = List.copyOf(searched);
  }

  public static Binaries resolve() {
    return resolve(System.getenv(), Path.of(System.getProperty("user.home")));
  }

  static Binaries resolve(Map<String, String> environment, Path home) {
    List<Path> folders = new ArrayList<>();
    value(environment, "KUBEBUILDER_ASSETS").map(Path::of).ifPresent(folders::add);
    folders.add(
        value(environment, "XDG_CACHE_HOME")
            .map(Path::of)
            .orElse(value(environment, "HOME").map(Path::of).orElse(home).resolve(".cache"))
            .resolve(Path.of("drift", "control-plane", KUBERNETES_VERSION)));
    Map<Binary, Path> found = new EnumMap<>(Binary.class);
    for (Binary binary : Binary.values()) {
      folders.stream()
          .map(folder -> folder.resolve(binary.fileName()))
          .filter(Files::isExecutable)
          .findFirst()
          .ifPresent(file -> found.put(binary, file.toAbsolutePath()));
    }
    return new Binaries(found, folders);
  }

  public Optional<Path> find(Binary binary) {
    return Optional.ofNullable(found.get(binary));
  }

  /// @throws ControlPlaneException with one sentence if it was not found
  public Path path(Binary binary) {
    return find(binary).orElseThrow(() -> ControlPlaneException.missing(missing(List.of(binary))));
  }

  public boolean hasAll(Collection<Binary> binaries) {
    return found.keySet().containsAll(binaries);
  }

  /// @throws ControlPlaneException with one sentence that names all that are missing
  public void require(Collection<Binary> binaries) {
    List<Binary> missing = binaries.stream().filter(each -> !found.containsKey(each)).toList();
    if (!missing.isEmpty()) {
      throw ControlPlaneException.missing(missing(missing));
    }
  }

  private String missing(List<Binary> binaries) {
    return binaries.stream().map(Binary::fileName).collect(Collectors.joining(", "))
        + " not found in "
        + searched.stream().map(Path::toString).collect(Collectors.joining(" or "))
        + ", and no Docker engine answers: run `make control-plane` (needs Go, once), or set"
        + " KUBEBUILDER_ASSETS to a folder that holds them.";
  }

  private static Optional<String> value(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }
}
