package dev.drift.source.flux;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drift.json.JsonWriter;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import dev.drift.source.kustomize.BuildOrigins;
import dev.drift.source.kustomize.KustomizationFile;
import dev.drift.tree.KustomizationName;
import dev.drift.tree.TreePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The kustomization file that Flux builds: the one of the folder, or one that lists what is in it,
/// with what the Kustomization says merged into it.
/// See <https://github.com/fluxcd/pkg/blob/main/kustomize/kustomize_generator.go>.
///
/// @param file takes the place of the folder's own
/// @param marked whether it asks for origins only so that Drift knows them
record MergedKustomization(SourceFile file, boolean marked) {
  /// All others are dropped when Flux reads the file.
  /// See <https://github.com/kubernetes-sigs/kustomize/blob/master/api/types/kustomization.go>.
  private static final Set<String> FIELDS =
      Set.of(
          "apiVersion",
          "kind",
          "metadata",
          "openapi",
          "namePrefix",
          "nameSuffix",
          "namespace",
          "commonLabels",
          "labels",
          "commonAnnotations",
          "patchesStrategicMerge",
          "patchesJson6902",
          "patches",
          "images",
          "imageTags",
          "replacements",
          "replicas",
          "vars",
          "sortOptions",
          "resources",
          "components",
          "crds",
          "bases",
          "configMapGenerator",
          "secretGenerator",
          "helmGlobals",
          "helmCharts",
          "helmChartInflationGenerator",
          "generatorOptions",
          "configurations",
          "generators",
          "transformers",
          "validators",
          "buildMetadata");

  /// See `IsLocalRelativePath`, which took them from kustomize.
  private static final List<String> REMOTE =
      List.of(
          "git::", "gh:", "ssh://", "https://", "http://", "git@", "github.com:", "github.com/");

  /// What came of it.
  sealed interface Result {
    record Merged(MergedKustomization kustomization) implements Result {}

    /// @param why a sentence without its full stop
    record Refused(String why) implements Result {}
  }

  /// @param own the kustomization file of the folder
  /// @param exists whether the artifact has a folder
  static Result of(
      FluxKustomization flux,
      Optional<KustomizationFile> own,
      Artifact artifact,
      Predicate<String> exists,
      ControllerVersion version) {
    Value.Obj merged =
        own.map(it -> known(it.content())).orElseGet(() -> generated(flux.path(), artifact));
    if (own.isPresent() && merged.list("resources").isEmpty()) {
      merged = merged.with("buildMetadata", texts(List.of(BuildOrigins.OPTION)));
    }
    Value.Obj spec = flux.spec();
    merged = overridden(merged, "namespace", spec.text("targetNamespace"));
    merged = overridden(merged, "namePrefix", spec.text("namePrefix"));
    merged = overridden(merged, "nameSuffix", spec.text("nameSuffix"));
    merged =
        appended(
            merged,
            "patches",
            spec.objects("patches").stream()
                .map(
                    it ->
                        target(
                            Value.Obj.EMPTY.with("patch", Value.of(it.text("patch").orElse(""))),
                            it)));
    List<Value> components = new ArrayList<>();
    boolean ignoresMissing =
        spec.get("ignoreMissingComponents").equals(Optional.of(Value.of(true)));
    for (String component : texts(spec.list("components"))) {
      if (!isLocal(component)) {
        return new Result.Refused(
            "its component %s is not a path relative to its folder"
                .formatted(dev.drift.net.SafeUrl.of(component)));
      }
      Optional<String> path = TreePath.normal(TreePath.join(flux.path(), component));
      if (!ignoresMissing || path.filter(exists).isPresent()) {
        components.add(Value.of(component));
      }
    }
    merged = appended(merged, "components", components.stream());
    if (flux.isBeta()) {
      merged = legacy(merged, spec);
    }
    merged = images(merged, spec.objects("images"), version);
    if (!spec.list("buildMetadata").isEmpty()) {
      merged = merged.with("buildMetadata", new Value.Arr(spec.list("buildMetadata")));
    }
    boolean marked = !texts(merged.list("buildMetadata")).contains(BuildOrigins.OPTION);
    if (marked) {
      merged = appended(merged, "buildMetadata", Stream.of(Value.of(BuildOrigins.OPTION)));
    }
    String path =
        own.map(it -> it.file().path())
            .orElseGet(() -> TreePath.join(flux.path(), "kustomization.yaml"));
    return new Result.Merged(
        new MergedKustomization(
            new SourceFile(path, JsonWriter.text(merged).getBytes(UTF_8)), marked));
  }

  private static Value.Obj known(Value.Obj content) {
    Value.Obj known = content;
    for (String field : content.fields().keySet()) {
      known = FIELDS.contains(field) ? known : known.without(field);
    }
    return known;
  }

  /// A folder without a kustomization file: all its YAML files, and the folders that have one.
  private static Value.Obj generated(String folder, Artifact artifact) {
    String prefix = folder.isEmpty() ? "" : folder + "/";
    Set<String> kustomizations = new TreeSet<>();
    for (String path : artifact.files()) {
      if (path.startsWith(prefix) && KustomizationName.isOf(path)) {
        kustomizations.add(TreePath.parent(path));
      }
    }
    Set<String> taken = new TreeSet<>();
    List<Value> resources = new ArrayList<>();
    for (String path : artifact.files()) {
      if (!path.startsWith(prefix)) {
        continue;
      }
      Optional<String> outermost =
          kustomizations.stream()
              .filter(it -> TreePath.isWithin(path, it))
              .min(java.util.Comparator.comparingInt(String::length));
      if (outermost.isPresent()) {
        if (taken.add(outermost.get())) {
          resources.add(Value.of(outermost.get().substring(prefix.length())));
        }
      } else if (path.endsWith(".yaml") || path.endsWith(".yml")) {
        resources.add(Value.of(path.substring(prefix.length())));
      }
    }
    Value.Obj empty =
        Value.Obj.EMPTY
            .with("apiVersion", Value.of("kustomize.config.k8s.io/v1beta1"))
            .with("kind", Value.of("Kustomization"));
    return resources.isEmpty()
        ? empty.with("namespace", Value.of("_placeholder"))
        : empty.with("resources", new Value.Arr(resources));
  }

  private static Value.Obj overridden(Value.Obj merged, String field, Optional<String> value) {
    return value.map(it -> merged.with(field, Value.of(it))).orElse(merged);
  }

  private static Value.Obj appended(
      Value.Obj merged, String field, Stream<? extends Value> values) {
    List<Value> all = new ArrayList<>(merged.list(field));
    int before = all.size();
    values.forEach(all::add);
    return all.size() == before ? merged : merged.with(field, new Value.Arr(all));
  }

  private static Value.Obj target(Value.Obj patch, Value.Obj from) {
    if (!(from.get("target").orElse(Value.Null.NULL) instanceof Value.Obj selector)) {
      return patch;
    }
    Value.Obj target = Value.Obj.EMPTY;
    for (String field :
        List.of(
            "group",
            "version",
            "kind",
            "name",
            "namespace",
            "labelSelector",
            "annotationSelector")) {
      target = overridden(target, field, selector.text(field));
    }
    return patch.with("target", target);
  }

  /// Patches are text in a kustomization file. The line break keeps them from being taken for the
  /// name of a file.
  private static Value.Obj legacy(Value.Obj merged, Value.Obj spec) {
    Value.Obj strategic =
        appended(
            merged,
            "patchesStrategicMerge",
            spec.objects("patchesStrategicMerge").stream()
                .map(it -> Value.of(JsonWriter.text(it) + "\n")));
    return appended(
        strategic,
        "patchesJson6902",
        spec.objects("patchesJson6902").stream()
            .map(
                it ->
                    target(
                        Value.Obj.EMPTY.with(
                            "patch",
                            Value.of(JsonWriter.text(new Value.Arr(it.list("patch"))) + "\n")),
                        it)));
  }

  /// Until 1.9.4, an entry took the place of the whole entry with its name.
  private static Value.Obj images(
      Value.Obj merged, List<Value.Obj> images, ControllerVersion version) {
    if (images.isEmpty()) {
      return merged;
    }
    List<Value> all = new ArrayList<>(merged.list("images"));
    for (Value.Obj image : images) {
      Optional<String> name = image.text("name");
      int at = 0;
      while (at < all.size()
          && !(all.get(at) instanceof Value.Obj one && one.text("name").equals(name))) {
        at++;
      }
      if (at == all.size()) {
        all.add(entry(image));
      } else if (all.get(at) instanceof Value.Obj one) {
        all.set(at, version.mergesImages() ? merged(one, image) : entry(image));
      }
    }
    return merged.with("images", new Value.Arr(all));
  }

  private static Value.Obj entry(Value.Obj image) {
    Value.Obj entry = Value.Obj.EMPTY;
    for (String field : List.of("name", "newName", "newTag", "digest")) {
      entry = overridden(entry, field, image.text(field));
    }
    return entry;
  }

  /// A tag and a digest are one choice: setting either replaces both.
  private static Value.Obj merged(Value.Obj one, Value.Obj image) {
    Value.Obj merged = overridden(one, "newName", set(image, "newName"));
    Optional<String> tag = set(image, "newTag");
    Optional<String> digest = set(image, "digest");
    return tag.isEmpty() && digest.isEmpty()
        ? merged
        : overridden(
            overridden(merged.without("newTag").without("digest"), "newTag", tag),
            "digest",
            digest);
  }

  private static Optional<String> set(Value.Obj object, String field) {
    return object.text(field).filter(it -> !it.isEmpty());
  }

  private static boolean isLocal(String path) {
    String lower = path.toLowerCase(Locale.ROOT);
    return REMOTE.stream().noneMatch(it -> lower.startsWith(it) && lower.length() > it.length())
        && !path.startsWith("/")
        && !(lower.startsWith("file://") && lower.substring("file://".length()).startsWith("/"));
  }

  private static List<String> texts(List<Value> values) {
    return values.stream()
        .filter(Value.Str.class::isInstance)
        .map(it -> ((Value.Str) it).value())
        .toList();
  }

  private static Value.Arr texts(java.util.Collection<String> values) {
    return new Value.Arr(values.stream().<Value>map(Value::of).toList());
  }
}
