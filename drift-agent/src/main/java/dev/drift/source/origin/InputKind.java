package dev.drift.source.origin;

import dev.drift.config.ConfigReader;
import dev.drift.model.origin.Saying;
import dev.drift.model.value.Path;
import dev.drift.model.value.Steps;
import dev.drift.model.value.Value;
import dev.drift.tree.KustomizationName;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a person calls a value of a file by where it stands there.
///
/// @param key as [Saying#key()]
record InputKind(Saying.Kind kind, String key) {
  private static final Set<String> PATCHES =
      Set.of("patches", "patchesStrategicMerge", "patchesJson6902");

  /// Fields of a kustomization of which a value becomes one of an object. Others name files, and
  /// choose what is changed.
  private static final Set<String> FIELDS =
      Set.of("configMapGenerator", "labels", "commonLabels", "commonAnnotations");

  private static InputKind of(Saying.Kind kind) {
    return new InputKind(kind, "");
  }

  /// @param document of the file
  /// @param path of the value in it; of a value in a document within a text, the path of that text
  /// @param root that document; the same for none
  /// @param inner the path from there
  /// @param facts of the file
  /// @return empty if no value there is ever one of the question's manifest
  static Optional<InputKind> of(
      Value document, Path path, Value root, Path inner, Facts facts, Question question) {
    if (!(document instanceof Value.Obj object)) {
      return Optional.of(of(facts.isPatch() ? Saying.Kind.PATCH : Saying.Kind.FILE));
    }
    String kind = object.text("kind").orElse("");
    String api = object.text("apiVersion").orElse("");
    boolean chart = question.origin().renderer().equals("helm");
    if (facts.path().equals(ConfigReader.FILE_NAME)) {
      return after("values", path).map(it -> new InputKind(Saying.Kind.VALUES, it.toString()));
    }
    if (KustomizationName.isOf(facts.path())) {
      return ofKustomization(object, path, 0, root, question);
    }
    if (api.startsWith("kustomize.toolkit.fluxcd.io/")) {
      return ofFlux(object, path, root, question);
    }
    if (api.startsWith("helm.toolkit.fluxcd.io/")) {
      return chart || isOf(object, question)
          ? ofRelease(object, path, root, facts, question)
          : Optional.empty();
    }
    if (api.startsWith("argoproj.io/")) {
      return ofApplication(object, path, root, inner, question);
    }
    if (kind.isEmpty()) {
      return Optional.of(
          facts.isPatch()
              ? of(Saying.Kind.PATCH)
              : new InputKind(
                  facts.isChartDefault() ? Saying.Kind.CHART_DEFAULT : Saying.Kind.VALUES,
                  inner.toString()));
    }
    if (isOf(object, question)) {
      return Optional.of(of(facts.isPatch() ? Saying.Kind.PATCH : Saying.Kind.RESOURCE));
    }
    if (facts.isReferred(object.object("metadata").text("name").orElse(""))) {
      return Optional.of(
          path.equals(inner)
              ? new InputKind(Saying.Kind.VARIABLE, field(path, 1))
              : new InputKind(Saying.Kind.VALUES, inner.toString()));
    }
    return facts.isTargeted() ? Optional.of(of(Saying.Kind.PATCH)) : Optional.empty();
  }

  /// Whether a document is of the object: its name may have got a prefix or a suffix since.
  private static boolean isOf(Value.Obj document, Question question) {
    return document.text("kind").equals(Optional.of(question.manifest().kind()))
        && document
            .object("metadata")
            .text("name")
            .filter(it -> !it.isEmpty() && question.manifest().name().contains(it))
            .isPresent();
  }

  /// What is known of a file besides what it says.
  ///
  /// @param isPatch whether a kustomization names it as a patch
  /// @param isTargeted whether it does so for objects that the patch does not name
  /// @param isChartDefault whether it holds a chart's own values
  /// @param referred names of ConfigMaps that deployers take variables and values from
  record Facts(
      String path,
      boolean isPatch,
      boolean isTargeted,
      boolean isChartDefault,
      Set<String> referred) {
    boolean isReferred(String name) {
      return referred.contains(name);
    }
  }

  private static Optional<InputKind> ofKustomization(
      Value.Obj object, Path path, int at, Value root, Question question) {
    String field = field(path, at);
    if (PATCHES.contains(field)) {
      boolean targeted =
          Steps.at(
                  new Path(path.elements().subList(0, Math.min(at + 2, path.elements().size()))),
                  object)
              .filter(it -> it instanceof Value.Obj entry && entry.get("target").isPresent())
              .isPresent();
      boolean other =
          root instanceof Value.Obj patch
              && patch.get("kind").isPresent()
              && !patch.equals(object)
              && !isOf(patch, question);
      return targeted || !other ? Optional.of(of(Saying.Kind.PATCH)) : Optional.empty();
    }
    return switch (field) {
      case "images" -> Optional.of(of(Saying.Kind.IMAGES));
      case "replicas" -> Optional.of(of(Saying.Kind.REPLICAS));
      case "commonMetadata" -> Optional.of(of(Saying.Kind.METADATA));
      default ->
          FIELDS.contains(field)
              ? Optional.of(new InputKind(Saying.Kind.KUSTOMIZATION, field))
              : Optional.empty();
    };
  }

  private static Optional<InputKind> ofFlux(
      Value.Obj object, Path path, Value root, Question question) {
    return field(path, 1).equals("postBuild")
        ? field(path, 2).equals("substitute")
            ? Optional.of(new InputKind(Saying.Kind.VARIABLE, field(path, 3)))
            : Optional.empty()
        : ofKustomization(object, path, 1, root, question);
  }

  private static Optional<InputKind> ofRelease(
      Value.Obj object, Path path, Value root, Facts facts, Question question) {
    return switch (field(path, 1)) {
      case "values" ->
          after("values", path).map(it -> new InputKind(Saying.Kind.VALUES, it.toString()));
      case "postRenderers" -> ofKustomization(object, path, 4, root, question);
      case "commonMetadata" -> Optional.of(of(Saying.Kind.METADATA));
      default ->
          isOf(object, question)
              ? Optional.of(of(facts.isPatch() ? Saying.Kind.PATCH : Saying.Kind.RESOURCE))
              : Optional.empty();
    };
  }

  private static Optional<InputKind> ofApplication(
      Value.Obj object, Path path, Value root, Path inner, Question question) {
    Optional<Path> helm = after("helm", path);
    if (helm.isPresent()) {
      return switch (field(helm.get(), 0)) {
        case "valuesObject" ->
            after("valuesObject", helm.get())
                .map(it -> new InputKind(Saying.Kind.VALUES, it.toString()));
        case "values" -> Optional.of(new InputKind(Saying.Kind.VALUES, inner.toString()));
        case "parameters" ->
            Optional.of(new InputKind(Saying.Kind.PARAMETER, parameter(object, path)));
        default -> Optional.empty();
      };
    }
    int kustomize = path.elements().indexOf(new Path.Field("kustomize")) + 1;
    return kustomize == 0
        ? Optional.empty()
        : FIELDS.contains(field(path, kustomize))
            ? Optional.of(of(Saying.Kind.METADATA))
            : ofKustomization(object, path, kustomize, root, question);
  }

  private static String parameter(Value.Obj object, Path path) {
    Path entry = new Path(path.elements().subList(0, path.elements().size() - 1));
    return Steps.at(entry, object)
        .filter(Value.Obj.class::isInstance)
        .flatMap(it -> ((Value.Obj) it).text("name"))
        .orElse("");
  }

  /// What is left of a path behind a field.
  private static Optional<Path> after(String field, Path path) {
    List<Path.Element> elements = path.elements();
    int at = elements.indexOf(new Path.Field(field));
    return at < 0
        ? Optional.empty()
        : Optional.of(new Path(elements.subList(at + 1, elements.size())));
  }

  private static String field(Path path, int at) {
    return at < path.elements().size() && path.elements().get(at) instanceof Path.Field(String name)
        ? name
        : "";
  }
}
