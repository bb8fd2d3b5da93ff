package dev.drift.source.manifest;

import dev.drift.config.ConfigReader;
import dev.drift.model.Manifest;
import dev.drift.model.Problem;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.origin.Origin;
import dev.drift.model.origin.Places;
import dev.drift.model.value.Value;
import dev.drift.policy.baseline.BaselineFile;
import dev.drift.yaml.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Decides what a document is: resources, nothing, or something that is not a manifest.
final class Classifier {
  /// Of Flux and shells, of Go and Jinja, of Go with other delimiters, of ERB and EJS.
  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\$[{(A-Za-z_]|\\{\\{|\\{%|\\[\\[.*\\]\\]|<%", Pattern.DOTALL);

  /// What Kubernetes itself serves. Other documents without metadata configure programs.
  private static final Set<String> BUILT_IN =
      Set.of(
          "",
          "admissionregistration.k8s.io",
          "apiextensions.k8s.io",
          "apiregistration.k8s.io",
          "apps",
          "autoscaling",
          "batch",
          "certificates.k8s.io",
          "coordination.k8s.io",
          "discovery.k8s.io",
          "events.k8s.io",
          "extensions",
          "flowcontrol.apiserver.k8s.io",
          "networking.k8s.io",
          "node.k8s.io",
          "policy",
          "rbac.authorization.k8s.io",
          "resource.k8s.io",
          "scheduling.k8s.io",
          "storage.k8s.io",
          "storagemigration.k8s.io");

  private final Places places;
  private final List<Manifest> manifests = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  private Classifier(Places places) {
    this.places = places;
  }

  static Classified classify(Document document) {
    return new Classifier(document.places()).classify(document.value());
  }

  /// What was decrypted.
  static Classified classifyPlain(Value.Obj content, Places places) {
    return new Classifier(places).classify(content.without("sops"));
  }

  private Classified classify(Value value) {
    if (value instanceof Value.Null) {
      return new Classified.Empty();
    }
    if (!(value instanceof Value.Obj object)) {
      return new Classified.None("The document is not a mapping, so it describes no resource.");
    }
    if (isBaseline(object)) {
      return new Classified.None(
          "The document is a baseline of Drift, which is used with --baseline.");
    }
    if (isConfig(object)) {
      return new Classified.None(
          "The document configures Drift; in a repository only drift.yaml at the root does.");
    }
    Optional<String> reason = notPlain(object);
    if (reason.isPresent()) {
      return new Classified.None(reason.get());
    }
    if (object.get("sops").orElse(Value.Null.NULL) instanceof Value.Obj sops && set(sops, "mac")) {
      return new Classified.Encrypted(object);
    }
    Optional<String> rendered = template(object);
    if (rendered.isPresent()) {
      return new Classified.Template(rendered.get());
    }
    resource(object, places);
    return new Classified.Resources(manifests, problems);
  }

  /// It has no name, and must not be taken for a resource that lacks one.
  private static boolean isBaseline(Value.Obj object) {
    return GroupKind.of(object.text("apiVersion").orElse(""), object.text("kind").orElse(""))
        .equals(BaselineFile.KIND);
  }

  private static boolean isConfig(Value.Obj object) {
    String kind = object.text("kind").orElse("");
    return kind.equals(ConfigReader.KIND.kind())
        && GroupKind.of(object.text("apiVersion").orElse(""), kind).equals(ConfigReader.KIND);
  }

  /// Why the document is not a resource, though it may look like one.
  private static Optional<String> notPlain(Value.Obj object) {
    if (object.text("apiVersion").orElse("").startsWith("kustomize.config.k8s.io/")) {
      return Optional.of("The document belongs to a kustomization; it describes no resource.");
    }
    if (!set(object, "apiVersion") && !set(object, "kind")) {
      return Optional.of("The document has neither apiVersion nor kind.");
    }
    if (!set(object, "kind") && object.get("apiVersion").get() instanceof Value.Num) {
      return Optional.of("Its apiVersion is a number and it has no kind, so it is no resource.");
    }
    return configuresProgram(object)
        ? Optional.of(
            "The %s has no metadata, so it configures a program and describes no resource."
                .formatted(object.text("kind").orElseThrow()))
        : Optional.empty();
  }

  /// Such as a cluster of kind, or Skaffold: its kind looks like that of a resource.
  private static boolean configuresProgram(Value.Obj object) {
    Optional<String> apiVersion = object.text("apiVersion");
    Optional<String> kind = object.text("kind");
    return apiVersion.isPresent()
        && kind.isPresent()
        && !kind.get().endsWith("List")
        && !set(object, "metadata")
        && !BUILT_IN.contains(GroupKind.of(apiVersion.get(), kind.get()).group())
        && template(object).isEmpty();
  }

  /// Why what is deployed is not what the document says. Other fields than these may well hold a
  /// text of another template language, such as that of alerts.
  private static Optional<String> template(Value.Obj object) {
    Value.Obj metadata = object.object("metadata");
    String kind = object.text("kind").filter(it -> !isPlaceholder(Value.of(it))).orElse("document");
    for (Identity field : Identity.values()) {
      Optional<Value> value = (field.inMetadata ? metadata : object).get(field.key);
      if (value.filter(Classifier::isPlaceholder).isPresent()) {
        return Optional.of(
            ("%s%s contains a placeholder, so this %s is rendered before it is deployed;"
                    + " this version does not render it.")
                .formatted(field.inMetadata ? "metadata." : "", field.key, kind));
      }
    }
    return object.text("kind").orElse("").endsWith("List")
        ? object.objects("items").stream().flatMap(it -> template(it).stream()).findFirst()
        : Optional.empty();
  }

  /// What no object of a cluster can be called by.
  private enum Identity {
    API_VERSION("apiVersion", false),
    KIND("kind", false),
    NAME("name", true),
    NAMESPACE("namespace", true);

    private final String key;
    private final boolean inMetadata;

    Identity(String key, boolean inMetadata) {
      this.key = key;
      this.inMetadata = inMetadata;
    }
  }

  /// Without quotes, YAML takes `[[ name ]]` for a list in a list.
  private static boolean isPlaceholder(Value value) {
    return switch (value) {
      case Value.Str(String text) -> PLACEHOLDER.matcher(text).find();
      case Value.Arr(List<Value> items) ->
          items.size() == 1
              && items.getFirst() instanceof Value.Arr(List<Value> inner)
              && inner.size() == 1
              && inner.getFirst() instanceof Value.Str;
      case Value.Bool _, Value.Masked _, Value.Null _, Value.Num _, Value.Obj _ -> false;
    };
  }

  private static boolean set(Value.Obj object, String field) {
    return object.get(field).filter(value -> !(value instanceof Value.Null)).isPresent();
  }

  private void resource(Value.Obj object, Places at) {
    if (!bothOrProblem(object, at)) {
      return;
    }
    Optional<String> apiVersion = text(object, at, "apiVersion");
    Optional<String> kind = text(object, at, "kind");
    if (apiVersion.isEmpty() || kind.isEmpty()) {
      return;
    }
    if (kind.get().endsWith("List")
        && object.get("items").orElse(null) instanceof Value.Arr items) {
      items(items, at.field("items"), apiVersion.get(), kind.get());
      return;
    }
    metadata(object, at, apiVersion.get(), kind.get());
  }

  private boolean bothOrProblem(Value.Obj object, Places at) {
    boolean apiVersion = set(object, "apiVersion");
    boolean kind = set(object, "kind");
    if (apiVersion && kind) {
      return true;
    }
    problem(
        at,
        Problem.Code.INCOMPLETE_TYPE,
        apiVersion
            ? "the document has an apiVersion and no kind; add the kind."
            : kind
                ? "the document has a kind and no apiVersion; add the apiVersion."
                : "the item of the list has neither apiVersion nor kind; add both.");
    return false;
  }

  /// Items that name no type have that of their list, as in kubectl: a `RoleList` holds Roles.
  private void items(Value.Arr list, Places at, String apiVersion, String kind) {
    for (int i = 0; i < list.items().size(); i++) {
      Places item = at.item(i);
      switch (list.items().get(i)) {
        case Value.Obj object
            when !kind.equals("List") && !set(object, "apiVersion") && !set(object, "kind") ->
            resource(
                object
                    .with("apiVersion", Value.of(apiVersion))
                    .with("kind", Value.of(kind.substring(0, kind.length() - "List".length()))),
                item);
        case Value.Obj object -> resource(object, item);
        case Value.Null _, Value.Bool _, Value.Num _, Value.Str _, Value.Masked _, Value.Arr _ ->
            problem(item, Problem.Code.INCOMPLETE_TYPE, "the item of the list is not a mapping.");
      }
    }
  }

  private void metadata(Value.Obj object, Places at, String apiVersion, String kind) {
    Value value = object.get("metadata").orElse(Value.Null.NULL);
    if (!(value instanceof Value.Obj metadata)) {
      boolean missing = value instanceof Value.Null;
      problem(
          missing ? at : at.field("metadata"),
          missing ? Problem.Code.NO_NAME : Problem.Code.INVALID_DESIRED,
          missing
              ? "the %s has no metadata.name; add one.".formatted(kind)
              : "metadata of the %s is not a mapping.".formatted(kind));
      return;
    }
    Places inside = at.field("metadata");
    Optional<String> name = name(metadata, inside, kind);
    Optional<String> namespace =
        set(metadata, "namespace") ? text(metadata, inside, "namespace") : Optional.of("");
    if (name.isPresent() && namespace.isPresent()) {
      manifests.add(
          new Manifest(
              apiVersion, kind, namespace.get(), name.get(), object, new Origin.Written(at)));
    }
  }

  private Optional<String> name(Value.Obj metadata, Places at, String kind) {
    if (set(metadata, "name") && !metadata.text("name").equals(Optional.of(""))) {
      return text(metadata, at, "name");
    }
    problem(
        at,
        Problem.Code.NO_NAME,
        set(metadata, "generateName")
            ? ("the %s has generateName and no name, so no live object can be matched to it;"
                    + " give it a name.")
                .formatted(kind)
            : "the %s has no metadata.name; add one.".formatted(kind));
    return Optional.empty();
  }

  /// The field as text; anything else is a problem, because `name: 1` and `name: on` are common
  /// mistakes.
  private Optional<String> text(Value.Obj object, Places at, String field) {
    Optional<String> text = object.text(field);
    if (text.isEmpty()) {
      problem(
          at.field(field),
          Problem.Code.INVALID_DESIRED,
          "%s must be a string; quote it.".formatted(field));
    }
    return text;
  }

  private void problem(Places at, Problem.Code code, String sentence) {
    problems.add(FileManifests.problem(at.start(), code, sentence));
  }
}
