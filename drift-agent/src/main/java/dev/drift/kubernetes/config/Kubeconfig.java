package dev.drift.kubernetes.config;

import static java.util.Objects.requireNonNull;

import dev.drift.kubernetes.http.Target;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.model.value.Value;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One or several kubeconfig files as one: of two entries of the same name the first wins, as
/// with kubectl.
///
/// @param files where the entries come from
record Kubeconfig(
    List<Path> files,
    Optional<String> currentContext,
    Map<String, Entry> contexts,
    Map<String, Entry> clusters,
    Map<String, Entry> users) {
  Kubeconfig {
    files = List.copyOf(files);
    requireNonNull(currentContext, "currentContext is null");
    contexts = Collections.unmodifiableMap(new LinkedHashMap<>(contexts));
    clusters = Collections.unmodifiableMap(new LinkedHashMap<>(clusters));
    users = Collections.unmodifiableMap(new LinkedHashMap<>(users));
  }

  /// A named entry.
  ///
  /// @param file relative paths in the entry start at its folder
  record Entry(Value.Obj content, Path file) {
    Path directory() {
      Path parent = file.toAbsolutePath().getParent();
      return parent == null ? file.toAbsolutePath() : parent;
    }
  }

  static Kubeconfig merge(List<Kubeconfig> parts) {
    List<Path> files = parts.stream().flatMap(part -> part.files.stream()).toList();
    Optional<String> current =
        parts.stream().flatMap(part -> part.currentContext.stream()).findFirst();
    Map<String, Entry> contexts = new LinkedHashMap<>();
    Map<String, Entry> clusters = new LinkedHashMap<>();
    Map<String, Entry> users = new LinkedHashMap<>();
    for (Kubeconfig part : parts) {
      part.contexts.forEach(contexts::putIfAbsent);
      part.clusters.forEach(clusters::putIfAbsent);
      part.users.forEach(users::putIfAbsent);
    }
    return new Kubeconfig(files, current, contexts, clusters, users);
  }

  /// The target that a context names.
  ///
  /// @param wanted else the current context
  Target target(Optional<String> wanted, Environment environment) {
    String name =
        wanted
            .or(() -> currentContext)
            .orElseThrow(
                () ->
                    invalid(
                        "%s has no current context; pass --context. %s"
                            .formatted(where(), choice())));
    Entry context = contexts.get(name);
    if (context == null) {
      throw invalid("There is no context \"%s\" in %s. %s".formatted(name, where(), choice()));
    }
    String clusterName = context.content().text("cluster").orElse("");
    Entry cluster = clusters.get(clusterName);
    if (cluster == null) {
      throw invalid(
          "The context \"%s\" in %s refers to the cluster \"%s\", which is not defined there."
              .formatted(name, where(), clusterName));
    }
    String userName = context.content().text("user").orElse("");
    Optional<Entry> user = Optional.ofNullable(users.get(userName));
    if (user.isEmpty() && !userName.isEmpty()) {
      throw invalid(
          "The context \"%s\" in %s refers to the user \"%s\", which is not defined there."
              .formatted(name, where(), userName));
    }
    return new ContextReader(name, cluster, user, where()).target(environment);
  }

  private String where() {
    return String.join(", ", files.stream().map(Path::toString).toList());
  }

  private String choice() {
    return contexts.isEmpty()
        ? "It has no contexts."
        : "Available contexts: %s.".formatted(String.join(", ", contexts.keySet()));
  }

  static DriftException invalid(String message) {
    return new DriftException(Problem.of(Problem.Code.INVALID_KUBECONFIG, message));
  }
}
