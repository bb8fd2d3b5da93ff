package dev.drift.noise;

import dev.drift.compare.Yaml;
import dev.drift.evaluate.Evaluation;
import dev.drift.evaluate.Evaluator;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.model.Cluster;
import dev.drift.model.KindCoverage;
import dev.drift.model.LiveObjects;
import dev.drift.model.LiveState;
import dev.drift.model.Manifest;
import dev.drift.model.Manifests;
import dev.drift.model.Resources;
import dev.drift.model.kind.ApiKind;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.origin.Places;
import dev.drift.model.scope.Scope;
import dev.drift.model.scope.TrackedKinds;
import dev.drift.model.value.Value;
import dev.drift.policy.Policies;
import dev.drift.world.DesiredState;
import dev.drift.world.Worlds;
import dev.drift.yaml.Document;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// A case of an entry of a pack: what it accounts for, or a near miss.
///
/// `policies/noise/NAME.test.yaml` has a document for each:
///
/// | field | meaning |
/// |---|---|
/// | `case` | a name for it |
/// | `entry` | which entry of the pack it is about |
/// | `git` | what Git declares; the cluster has it, too |
/// | `patch` | what the cluster has besides, or else: merged over an object of `git` |
/// | `there` | what the cluster has and Git does not declare |
/// | `explained` | what the entry accounts for, as `Kind namespace/name path`; absent for a
/// near miss |
/// | `drift` | all drift, as `CHANGE Kind namespace/name path` |
///
/// @param pack its name
record NoiseCase(String pack, Value.Obj content, Places places) {
  static final Path FOLDER = Path.of("../policies/noise");

  private static final GroupKind DEFINITION =
      new GroupKind("apiextensions.k8s.io", "CustomResourceDefinition");

  static List<NoiseCase> all() {
    return NoisePacks.GROUPS.keySet().stream().flatMap(name -> read(name).stream()).toList();
  }

  private static List<NoiseCase> read(String pack) {
    try {
      String text = Files.readString(FOLDER.resolve(pack + ".test.yaml"));
      List<NoiseCase> cases = new ArrayList<>();
      for (Document document : Yaml.documents(text).documents()) {
        cases.add(new NoiseCase(pack, (Value.Obj) document.value(), document.places()));
      }
      return cases;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String entry() {
    return content.text("entry").orElseThrow();
  }

  String name() {
    return content.text("case").orElseThrow();
  }

  boolean isExplained() {
    return !explained().isEmpty();
  }

  List<String> explained() {
    return texts("explained");
  }

  List<String> drift() {
    return texts("drift");
  }

  private List<String> texts(String field) {
    return content.list(field).stream().map(item -> ((Value.Str) item).value()).toList();
  }

  /// What Drift says with these packs, where the cluster serves these API groups, too.
  Said said(NoisePacks packs, Set<String> groups) {
    List<Value.Obj> objects = new ArrayList<>();
    for (Value.Obj declared : content.objects("git")) {
      Value live = declared;
      for (Value.Obj patch : content.objects("patch")) {
        live = id(patch).equals(id(declared)) ? merged(live, patch) : live;
      }
      objects.add((Value.Obj) live);
    }
    objects.addAll(content.objects("there"));
    Map<GroupKind, Value.Obj> kinds = new LinkedHashMap<>();
    objects.forEach(object -> kinds.putIfAbsent(kind(object), object));
    List<ApiKind> served = new ArrayList<>();
    kinds.forEach((_, object) -> served.add(served(object)));
    groups.forEach(group -> served.add(new ApiKind(group + "/v1", "Other", "others", true)));
    kinds.forEach(
        (kind, object) -> {
          if (isCustom(kind)) {
            objects.add(definition(kind, object));
          }
        });
    LiveState live = live(objects, served);
    Scope scope = content.text("scope").map(_ -> Scope.CLUSTER).orElse(Scope.NAMESPACES);
    DesiredState desired =
        DesiredState.of(
            List.of(new DesiredState.Part(scope, "default", manifests())), served, List.of());
    return new Said(new Evaluator(Policies.NONE, packs).evaluate(Worlds.of(desired, live)));
  }

  /// What Drift says where the operator's API groups are not served.
  Said withoutOperator(NoisePacks packs, Set<String> groups) {
    List<Value.Obj> git =
        content.objects("git").stream().filter(o -> !groups.contains(kind(o).group())).toList();
    List<Value.Obj> there =
        content.objects("there").stream().filter(o -> !groups.contains(kind(o).group())).toList();
    Value.Obj less =
        content
            .with("git", new Value.Arr(List.copyOf(git)))
            .with("there", new Value.Arr(List.copyOf(there)));
    return new NoiseCase(pack, less, places).said(packs, Set.of());
  }

  private List<Manifest> manifests() {
    return content.objects("git").stream().map(object -> Manifests.of(object, places)).toList();
  }

  private static LiveState live(List<Value.Obj> objects, List<ApiKind> served) {
    Set<GroupKind> read = new TreeSet<>(TrackedKinds.ALL);
    objects.forEach(object -> read.add(kind(object)));
    return new LiveState(
        new Cluster("https://example", "v1.36.3", "test", "uid"),
        Instant.EPOCH,
        served,
        read.stream().map(NoiseCase::coverage).toList(),
        Resources.of(objects.stream().map(LiveObjects::live).toList()),
        Map.of(),
        Optional.empty());
  }

  private static KindCoverage coverage(GroupKind kind) {
    String version = kind.group().isEmpty() ? "v1" : kind.group() + "/v1";
    return new KindCoverage(version, kind.kind(), KindCoverage.Status.READ, 0, "");
  }

  private static ApiKind served(Value.Obj object) {
    String kind = kind(object).kind();
    return new ApiKind(
        object.text("apiVersion").orElseThrow(),
        kind,
        kind.toLowerCase(java.util.Locale.ROOT) + "s",
        object.object("metadata").text("namespace").isPresent());
  }

  private static GroupKind kind(Value.Obj object) {
    return LiveObjects.ref(object).id().groupKind();
  }

  private static String id(Value.Obj object) {
    return LiveObjects.ref(object).id().toString();
  }

  private static boolean isCustom(GroupKind kind) {
    return kind.group().contains(".") && !kind.group().endsWith("k8s.io");
  }

  /// A custom kind that takes any fields.
  private static Value.Obj definition(GroupKind kind, Value.Obj object) {
    String version = object.text("apiVersion").orElseThrow().replaceAll(".*/", "");
    return Yaml.objects(
            """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: %1$ss.%2$s}
            spec:
              group: %2$s
              scope: Namespaced
              names: {kind: %3$s, plural: %1$ss}
              versions:
              - name: %4$s
                served: true
                storage: true
                schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
            """
                .formatted(
                    kind.kind().toLowerCase(java.util.Locale.ROOT),
                    kind.group(),
                    kind.kind(),
                    version))
        .getFirst();
  }

  private static Value merged(Value one, Value other) {
    if (one instanceof Value.Obj(Map<String, Value> fields) && other instanceof Value.Obj patch) {
      Map<String, Value> all = new LinkedHashMap<>(fields);
      patch.fields().forEach((name, value) -> all.merge(name, value, NoiseCase::merged));
      return new Value.Obj(all);
    }
    return other;
  }

  /// What Drift says of a case.
  record Said(Evaluation evaluation) {
    /// What packs account for, with the sentence.
    Map<String, String> explained() {
      Map<String, String> lines = new LinkedHashMap<>();
      for (Report.Explained one : evaluation.explained()) {
        if (one.explanation().startsWith("explained by pack")) {
          lines.put(line(one.resource().toString(), one.path()), one.explanation());
        }
      }
      return lines;
    }

    List<String> drift() {
      return evaluation.findings().stream()
          .filter(Finding.Drift.class::isInstance)
          .map(Finding.Drift.class::cast)
          .filter(drift -> !drift.resource().id().groupKind().equals(DEFINITION))
          .map(drift -> drift.change() + " " + line(drift.resource().toString(), drift.path()))
          .toList();
    }

    private static String line(String resource, dev.drift.model.value.Path path) {
      return path.isRoot() ? resource : resource + " " + path;
    }
  }

  @Override
  public String toString() {
    return "%s, %s: %s".formatted(pack, entry(), name());
  }

  static Stream<NoiseCase> explainedOnes() {
    return all().stream().filter(NoiseCase::isExplained);
  }
}
