package dev.drift.evaluate;

import dev.drift.compare.Yaml;
import dev.drift.finding.Account;
import dev.drift.judge.Rules;
import dev.drift.model.Cluster;
import dev.drift.model.KindCoverage;
import dev.drift.model.LiveObjects;
import dev.drift.model.LiveState;
import dev.drift.model.Manifest;
import dev.drift.model.Manifests;
import dev.drift.model.ResourceId;
import dev.drift.model.Resources;
import dev.drift.model.kind.ApiKind;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.scope.Scope;
import dev.drift.model.scope.TrackedKinds;
import dev.drift.model.value.Value;
import dev.drift.noise.NoisePacks;
import dev.drift.policy.Policies;
import dev.drift.secret.Redactor;
import dev.drift.secret.key.MaskKey;
import dev.drift.world.DesiredState;
import dev.drift.world.Facts;
import dev.drift.world.ServerAnswers;
import dev.drift.world.World;
import dev.drift.world.Worlds;
import dev.drift.yaml.Document;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Git and a cluster as two YAML texts.
public final class Run {
  static final Redactor REDACTOR = new Redactor(new MaskKey(new byte[32]));

  public static final List<ApiKind> KINDS =
      List.of(
          new ApiKind("v1", "Namespace", "namespaces", false),
          new ApiKind("v1", "ConfigMap", "configmaps", true),
          new ApiKind("v1", "Secret", "secrets", true),
          new ApiKind("batch/v1", "Job", "jobs", true),
          new ApiKind("autoscaling/v1", "HorizontalPodAutoscaler", "hpa", true),
          new ApiKind("autoscaling/v2", "HorizontalPodAutoscaler", "hpa", true),
          new ApiKind("rbac.authorization.k8s.io/v1", "ClusterRole", "clusterroles", false));

  private final List<KindCoverage> coverage = new ArrayList<>();
  private Optional<String> keyId = Optional.empty();
  private String version = "v1.36.3";
  private Set<String> only = Set.of();
  private Scope scope = Scope.NAMESPACES;
  private Policies policies = Policies.NONE;
  private ServerAnswers answers = ServerAnswers.NONE;

  /// Both sides are read whole, without policies.
  public Run() {}

  /// Everything is read but this.
  public Run without(String apiVersion, String kind, KindCoverage.Status status) {
    coverage.add(new KindCoverage(apiVersion, kind, status, 0, "because"));
    return this;
  }

  Run keyId(String id) {
    keyId = Optional.of(id);
    return this;
  }

  /// The server's.
  Run version(String other) {
    version = other;
    return this;
  }

  public Run only(String... namespaces) {
    only = Set.of(namespaces);
    return this;
  }

  public Run scope(Scope other) {
    scope = other;
    return this;
  }

  Run policies(Policies some) {
    policies = some;
    return this;
  }

  /// What the API server would store.
  Run stored(String objects) {
    answers = new ServerAnswers(contents(objects), Map.of());
    return this;
  }

  private Map<ResourceId, Value.Obj> contents(String objects) {
    Map<ResourceId, Value.Obj> contents = new TreeMap<>();
    live(objects).resources().forEach((id, resource) -> contents.put(id, resource.content()));
    return contents;
  }

  public DesiredState desired(String git) {
    return DesiredState.of(
        List.of(new DesiredState.Part(scope, "default", manifests(git))), KINDS, only);
  }

  public Evaluation of(String git, String cluster) {
    return of(desired(git), live(cluster));
  }

  public Evaluation of(DesiredState desired, LiveState live) {
    return evaluator().evaluate(world(desired, live));
  }

  Evaluator evaluator() {
    return new Evaluator(policies, NoisePacks.shipped());
  }

  World world(DesiredState desired, LiveState live) {
    return World.of(desired, live, List.of(Worlds.seen(Facts.ofAnswers(answers))), REDACTOR);
  }

  /// The account of the one resource that Git declares.
  Account account(String git, String cluster) {
    DesiredState desired = desired(git);
    return of(desired, live(cluster))
        .account(desired.resources().keySet().iterator().next())
        .orElseThrow();
  }

  /// The verdicts in words: `IN_SYNC ConfigMap n/a`.
  static List<String> lines(Evaluation evaluation) {
    return evaluation.verdicts().stream().map(one -> one.verdict() + " " + one.resource()).toList();
  }

  static List<Manifest> manifests(String git) {
    return git.isBlank()
        ? List.of()
        : Yaml.documents(git).documents().stream().map(Run::manifest).toList();
  }

  private static Manifest manifest(Document document) {
    return Manifests.of((Value.Obj) document.value(), document.places());
  }

  public LiveState live(String cluster) {
    List<Value.Obj> objects = cluster.isBlank() ? List.of() : Yaml.objects(cluster);
    List<KindCoverage> all = new ArrayList<>(coverage);
    Set<GroupKind> kinds = new TreeSet<>(TrackedKinds.ALL);
    kinds.addAll(Rules.READ);
    kinds.forEach(kind -> all.add(read(kind)));
    all.add(read(new GroupKind("", "Namespace")));
    all.add(read(new GroupKind("", "Endpoints")));
    all.add(read(new GroupKind("", "Pod")));
    all.add(read(new GroupKind("example.org", "Widget")));
    return new LiveState(
        new Cluster("https://example", version, "test", "uid"),
        Instant.EPOCH,
        KINDS,
        all,
        Resources.of(objects.stream().map(LiveObjects::live).toList()),
        Map.of(),
        keyId);
  }

  private static KindCoverage read(GroupKind kind) {
    String apiVersion = kind.group().isEmpty() ? "v1" : kind.group() + "/v1";
    return new KindCoverage(apiVersion, kind.kind(), KindCoverage.Status.READ, 0, "");
  }
}
