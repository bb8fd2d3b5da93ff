package dev.drift.config;

import dev.drift.model.origin.Place;
import dev.drift.policy.PolicySource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads `targets` of the agent's `drift.yaml`.
final class TargetConfigReader {
  private static final KnownKeys KEYS =
      new KnownKeys(
          "a target",
          List.of("name", "kubeconfig", "context", "namespaces", "sources"),
          Map.of(
              "policies", "policies apply to all targets; move the key to the top level",
              "channels", "channels apply to all targets; move the key to the top level",
              "store", "all targets have one store; move the key to the top level"),
          Map.of("cluster", "context", "namespace", "namespaces", "source", "sources"));

  private final Map<String, Place> taken = new HashMap<>();

  /// Those without a problem in their name or sources; what is wrong is a problem of the mappings.
  static List<TargetConfig> read(Mapping root) {
    if (root.isEmptyList("targets")) {
      root.problem("targets", "targets is empty: list at least one target");
    }
    if (root.has("targets") && root.has("sources")) {
      root.problem("sources", "sources belong to a target; move them below targets");
    }
    TargetConfigReader reader = new TargetConfigReader();
    return root.mappings("targets").stream().flatMap(it -> reader.target(it).stream()).toList();
  }

  private Optional<TargetConfig> target(Mapping target) {
    target.check(KEYS);
    Optional<String> name = name(target);
    Optional<String> kubeconfig = filled(target, "kubeconfig", "the path of a file");
    Optional<String> context = filled(target, "context", "a context of the kubeconfig");
    List<String> namespaces = namespaces(target);
    List<SourceConfig> sources = SourceConfigReader.all(target, PolicySource.AGENT);
    return name.map(it -> new TargetConfig(it, kubeconfig, context, namespaces, sources));
  }

  private Optional<String> name(Mapping target) {
    if (!target.has("name")) {
      target.problem("name is missing: reports, metrics and --target name the target by it");
      return Optional.empty();
    }
    Optional<String> written = target.text("name");
    Optional<String> name = written.filter(it -> RepoAddress.NAME.matcher(it).matches());
    if (written.isPresent() && name.isEmpty()) {
      target.problem(
          "name",
          "name must start with a letter or digit and hold only letters, digits, '.', '_' and '-',"
              + " at most 63");
    }
    name.ifPresent(
        it -> {
          Place first = taken.putIfAbsent(it, target.place("name"));
          if (first != null) {
            target.problem(
                "name",
                "the target at %s:%d is also named %s; choose another name"
                    .formatted(first.file(), first.line(), it));
          }
        });
    return name;
  }

  private static Optional<String> filled(Mapping target, String key, String what) {
    Optional<String> text = target.text(key);
    if (text.filter(String::isBlank).isPresent()) {
      target.problem(key, "%s is empty; write %s, or remove the key".formatted(key, what));
    }
    return text;
  }

  private static List<String> namespaces(Mapping target) {
    if (target.isEmptyList("namespaces")) {
      target.problem("namespaces", "namespaces is empty; remove it to compare all namespaces");
    }
    return target.texts(
        "namespaces",
        name -> {
          if (!SourceConfigReader.NAMESPACE.matcher(name).matches()) {
            throw new IllegalArgumentException(
                "must be the name of a namespace: at most 63 lowercase letters, digits and hyphens");
          }
          return name;
        });
  }
}
