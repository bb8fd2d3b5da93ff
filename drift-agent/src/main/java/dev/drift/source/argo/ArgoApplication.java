package dev.drift.source.argo;

import static java.util.Objects.requireNonNull;

import dev.drift.model.Manifest;
import dev.drift.model.origin.Origin;
import dev.drift.model.origin.Place;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import java.util.List;
import java.util.Optional;

/// What an Application deploys, and where.
/// See <https://argo-cd.readthedocs.io/en/stable/user-guide/application-specification/>.
///
/// @param namespace empty if it names none
/// @param origin where it, or the ApplicationSet that makes it, is written
/// @param isSecret whether its spec holds a secret
/// @param isLive whether its spec is that of the cluster: nothing that is made of it is kept
record ArgoApplication(
    String namespace,
    String name,
    Value.Obj content,
    Origin origin,
    boolean isSecret,
    boolean isLive) {
  /// Why one is not rendered: a clause.
  static final String SECRET =
      "its spec holds encrypted values, which would get into objects that are not encrypted; move"
          + " them to a Secret";

  ArgoApplication {
    requireNonNull(namespace, "namespace is null");
    requireNonNull(name, "name is null");
    requireNonNull(content, "content is null");
    requireNonNull(origin, "origin is null");
  }

  static ArgoApplication of(Manifest manifest) {
    return new ArgoApplication(
        manifest.namespace(),
        manifest.name(),
        manifest.content(),
        manifest.origin(),
        hasSecrets(manifest),
        false);
  }

  /// One that an ApplicationSet of the source makes.
  static ArgoApplication madeBy(Manifest set, String name, Value.Obj content) {
    return new ArgoApplication(set.namespace(), name, content, set.origin(), false, false);
  }

  /// Whether the spec holds a secret.
  static boolean hasSecrets(Manifest manifest) {
    return manifest.secrets().stream()
        .anyMatch(it -> it.isRoot() || it.startsWith(Path.of("spec")));
  }

  /// @param server its URL; empty if it is given by name
  /// @param cluster its name; empty if it is given by URL
  record Destination(String server, String cluster, String namespace) {
    /// Whether it is the cluster that Argo CD runs in, which is the one that is compared.
    boolean isHere() {
      return server.isEmpty()
          ? cluster.equals("in-cluster")
          : server.replaceFirst("/+$", "").equals("https://kubernetes.default.svc");
    }

    boolean isMissing() {
      return server.isEmpty() && cluster.isEmpty();
    }

    @Override
    public String toString() {
      return server.isEmpty() ? cluster : server;
    }
  }

  Value.Obj spec() {
    return content.object("spec");
  }

  Destination destination() {
    Value.Obj destination = spec().object("destination");
    return new Destination(
        destination.text("server").orElse(""),
        destination.text("name").orElse(""),
        destination.text("namespace").orElse(""));
  }

  String project() {
    return spec().text("project").orElse("");
  }

  /// All of `sources`, which hide `source`.
  List<ArgoSource> sources() {
    List<Value.Obj> several = spec().objects("sources");
    return (several.isEmpty() ? List.of(spec().object("source")) : several)
        .stream().map(ArgoSource::new).toList();
  }

  /// What the source hydrator wrote and Argo CD applies.
  Optional<ArgoSource> hydrated() {
    if (spec().get("sourceHydrator").isEmpty()) {
      return Optional.empty();
    }
    Value.Obj hydrator = spec().object("sourceHydrator");
    Value.Obj sync = hydrator.object("syncSource");
    Value.Obj source =
        Value.Obj.EMPTY
            .with(
                "repoURL",
                Value.of(
                    sync.text("repoURL")
                        .filter(it -> !it.isEmpty())
                        .orElse(hydrator.object("drySource").text("repoURL").orElse(""))))
            .with("path", Value.of(sync.text("path").orElse("")))
            .with("targetRevision", Value.of(sync.text("targetBranch").orElse("")));
    return Optional.of(new ArgoSource(source));
  }

  /// What the source hydrator reads: files that nobody applies as they are.
  Optional<ArgoSource> dry() {
    return spec().get("sourceHydrator").isEmpty()
        ? Optional.empty()
        : Optional.of(new ArgoSource(spec().object("sourceHydrator").object("drySource")));
  }

  /// The namespace that Argo CD manages without a manifest of it.
  Optional<Value.Obj> managedNamespaceMetadata() {
    Value.Obj policy = spec().object("syncPolicy");
    boolean creates =
        policy.list("syncOptions").contains(Value.of("CreateNamespace=true"))
            && !destination().namespace().isEmpty();
    return creates
            && policy.get("managedNamespaceMetadata").orElse(null) instanceof Value.Obj metadata
        ? Optional.of(metadata)
        : Optional.empty();
  }

  Place place() {
    return origin.places().start();
  }

  /// Such as `argocd/shop`.
  @Override
  public String toString() {
    return namespace.isEmpty() ? name : namespace + "/" + name;
  }
}
