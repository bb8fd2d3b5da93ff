package dev.drift.world;

import dev.drift.canonical.Canonicaliser;
import dev.drift.canonical.schema.Schemas;
import dev.drift.canonical.schema.TypeTable;
import dev.drift.model.Cluster;
import dev.drift.model.DesiredResource;
import dev.drift.model.KindCoverage;
import dev.drift.model.LiveObjects;
import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.Manifest;
import dev.drift.model.Manifests;
import dev.drift.model.MaskLevel;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.Resources;
import dev.drift.model.kind.ApiKind;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.scope.Scope;
import dev.drift.model.value.Value;
import dev.drift.secret.Redactor;
import dev.drift.secret.key.MaskKey;
import dev.drift.yaml.Document;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.YamlLimits;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// A cluster that runs what manifests say, with what controllers make of the workloads: a
/// ReplicaSet for each Deployment, and a Pod for each workload. Nothing of it has drifted.
public final class Deployed {
  /// Kinds of no namespace, as far as tests have them.
  private static final Set<String> OF_CLUSTER =
      Set.of(
          "Namespace",
          "Node",
          "PersistentVolume",
          "CustomResourceDefinition",
          "ClusterRole",
          "ClusterRoleBinding",
          "StorageClass",
          "IngressClass",
          "PriorityClass",
          "RuntimeClass",
          "MutatingWebhookConfiguration",
          "ValidatingWebhookConfiguration",
          "ValidatingAdmissionPolicy",
          "ValidatingAdmissionPolicyBinding",
          "APIService",
          "CertificateSigningRequest");
  private static final String CREATED = "2026-01-01T00:00:00Z";
  private static final GroupKind CRD =
      new GroupKind("apiextensions.k8s.io", "CustomResourceDefinition");

  private final Schemas schemas;
  private final Canonicaliser canonicaliser;
  private int uids;

  private Deployed(List<Manifest> manifests) {
    this.schemas =
        new Schemas(
            TypeTable.newest(),
            manifests.stream().filter(one -> one.is(CRD)).map(Manifest::content).toList(),
            Map.of());
    this.canonicaliser = new Canonicaliser(schemas);
  }

  /// @param kinds that were read, besides those of the manifests
  public static World of(String yaml, Scope scope, Set<GroupKind> kinds) {
    DocumentReader reader = new DocumentReader(YamlLimits.DEFAULT);
    SourceFile file = new SourceFile("all.yaml", yaml.getBytes(StandardCharsets.UTF_8));
    return of(
        reader.read(file).documents().stream()
            .filter(Deployed::isManifest)
            .map(Deployed::manifest)
            .toList(),
        scope,
        kinds);
  }

  private static World of(List<Manifest> manifests, Scope scope, Set<GroupKind> kinds) {
    Map<GroupKind, String> versions = new TreeMap<>();
    kinds.forEach(kind -> versions.put(kind, version(kind)));
    manifests.forEach(one -> versions.put(one.groupKind(), one.apiVersion()));
    List<ApiKind> served = new ArrayList<>();
    versions.forEach((kind, version) -> served.add(served(kind, version)));
    DesiredState desired =
        DesiredState.of(
            List.of(new DesiredState.Part(scope, "default", manifests)), served, List.of());
    Deployed deployed = new Deployed(manifests);
    List<LiveResource> resources = new ArrayList<>();
    desired.resources().values().forEach(one -> resources.addAll(deployed.live(one)));
    LiveState live =
        new LiveState(
            new Cluster("https://example", "v1.36.3", "test", "uid-of-kube-system"),
            Instant.parse("2026-06-01T00:00:00Z"),
            served,
            served.stream()
                .map(
                    kind ->
                        new KindCoverage(
                            kind.apiVersion(), kind.kind(), KindCoverage.Status.READ, 0, ""))
                .toList(),
            Resources.of(resources),
            Map.of(),
            Optional.empty(),
            MaskLevel.DEFAULT);
    return World.of(desired, live, List.of(), new Redactor(new MaskKey(new byte[32])));
  }

  private static boolean isManifest(Document document) {
    return document.value() instanceof Value.Obj content
        && content.text("apiVersion").isPresent()
        && content.text("kind").isPresent()
        && content.object("metadata").text("name").isPresent();
  }

  private static Manifest manifest(Document document) {
    return Manifests.of((Value.Obj) document.value(), document.places());
  }

  private static String version(GroupKind kind) {
    String version = kind.kind().equals("HorizontalPodAutoscaler") ? "v2" : "v1";
    return kind.group().isEmpty() ? version : kind.group() + "/" + version;
  }

  private static ApiKind served(GroupKind kind, String version) {
    return new ApiKind(
        version,
        kind.kind(),
        kind.kind().toLowerCase(Locale.ROOT) + "s",
        !OF_CLUSTER.contains(kind.kind()));
  }

  /// The object and what controllers make of it.
  private List<LiveResource> live(DesiredResource resource) {
    Value.Obj content =
        schemas
            .schema(resource.ref().apiVersion(), resource.id().kind())
            .map(schema -> canonicaliser.canonical(schema, resource.content()).content())
            .orElse(resource.content());
    LiveResource object = object(resource.ref(), content, Optional.empty());
    return switch (resource.id().kind()) {
      case "Deployment" -> {
        LiveResource set =
            made("apps/v1", "ReplicaSet", object, resource.id().name() + "-6b8f7c9d5", object);
        yield List.of(object, set, pod(set, object));
      }
      case "StatefulSet" -> List.of(object, pod(object, object));
      default -> List.of(object);
    };
  }

  private LiveResource pod(LiveResource controller, LiveResource workload) {
    Value.Obj template = workload.content().object("spec").object("template");
    Value.Obj content =
        Value.Obj.EMPTY
            .with("metadata", template.object("metadata"))
            .with("spec", template.object("spec"));
    return object(
        new ResourceRef(
            "v1",
            new ResourceId(
                new GroupKind("", "Pod"),
                controller.id().namespace(),
                controller.id().name() + "-0")),
        content,
        Optional.of(controller));
  }

  private LiveResource made(
      String apiVersion, String kind, LiveResource of, String name, LiveResource controller) {
    Value.Obj content =
        Value.Obj.EMPTY.with(
            "spec",
            Value.Obj.EMPTY
                .with("selector", of.content().object("spec").object("selector"))
                .with("template", of.content().object("spec").object("template")));
    return object(
        new ResourceRef(
            apiVersion, new ResourceId(GroupKind.of(apiVersion, kind), of.id().namespace(), name)),
        content,
        Optional.of(controller));
  }

  private LiveResource object(
      ResourceRef ref, Value.Obj content, Optional<LiveResource> controller) {
    uids++;
    Value.Obj metadata =
        content
            .object("metadata")
            .with("name", Value.of(ref.id().name()))
            .with("uid", Value.of("uid-" + uids))
            .with("resourceVersion", Value.of(Integer.toString(uids)))
            .with("creationTimestamp", Value.of(CREATED));
    if (!ref.id().namespace().isEmpty()) {
      metadata = metadata.with("namespace", Value.of(ref.id().namespace()));
    }
    if (controller.isPresent()) {
      metadata = LiveObjects.controlled(metadata, controller.get());
    }
    Value.Obj whole =
        content
            .with("apiVersion", Value.of(ref.apiVersion()))
            .with("kind", Value.of(ref.id().kind()))
            .with("metadata", metadata);
    return new LiveResource(ref, whole, List.of());
  }
}
