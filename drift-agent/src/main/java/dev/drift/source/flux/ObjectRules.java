package dev.drift.source.flux;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drift.json.JsonWriter;
import dev.drift.model.Manifest;
import dev.drift.model.Problem;
import dev.drift.model.Skipped;
import dev.drift.model.Unrendered;
import dev.drift.model.origin.Generated;
import dev.drift.model.origin.Place;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.policy.Ignore;
import dev.drift.source.flux.envsubst.Envsubst;
import dev.drift.source.flux.envsubst.SubstitutionException;
import dev.drift.source.manifest.Decryption;
import dev.drift.source.manifest.FileManifests;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.Documents;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What Flux makes of one object between the build and the apply: variables, the labels of its
/// owner, common metadata; and whether it applies it at all.
/// See `KustomizationReconciler` in <https://github.com/fluxcd/kustomize-controller>.
final class ObjectRules {
  private static final String RECONCILE = FluxKustomization.GROUP + "/reconcile";
  private static final String SSA = FluxKustomization.GROUP + "/ssa";

  private static final List<Path> SHOWN =
      List.of(
          Path.of("apiVersion"),
          Path.of("kind"),
          Path.of("metadata", "name"),
          Path.of("metadata", "namespace"));

  /// What is built is in no file.
  private static final String BUILT = "built.yaml";

  private final FluxKustomization flux;
  private final Variables variables;
  private final boolean strict;
  private final DocumentReader reader;
  private final Decryption decryption;

  /// @param decryption asked only if the Kustomization has its manifests decrypted
  ObjectRules(
      FluxKustomization flux,
      Variables variables,
      boolean strict,
      DocumentReader reader,
      Decryption decryption) {
    this.flux = flux;
    this.variables = variables;
    this.strict = strict;
    this.reader = reader;
    this.decryption = flux.decrypts() ? decryption : document -> notDecrypted(document);
  }

  private Decryption.Result notDecrypted(Value.Obj document) {
    return new Decryption.Result.Refused(
        ("The %s is encrypted with SOPS, and the Flux Kustomization %s has no spec.decryption, so"
                + " Flux does not decrypt it. What it declares is unknown.")
            .formatted(document.text("kind").orElse("document"), flux.id()));
  }

  /// @param apart what Flux declares and does not keep as it is
  record Result(
      List<Manifest> manifests,
      List<Manifest> apart,
      List<Skipped> skipped,
      List<Unrendered> unrendered,
      List<Problem> problems,
      List<Ignore> ignores) {
    /// Nothing is left to others.
    Result(
        List<Manifest> manifests,
        List<Manifest> apart,
        List<Skipped> skipped,
        List<Unrendered> unrendered,
        List<Problem> problems) {
      this(manifests, apart, skipped, unrendered, problems, List.of());
    }

    Result {
      manifests = List.copyOf(manifests);
      apart = List.copyOf(apart);
      skipped = List.copyOf(skipped);
      unrendered = List.copyOf(unrendered);
      problems = List.copyOf(problems);
      ignores = List.copyOf(ignores);
    }

    /// The same, of what is declared and not compared.
    Result notCompared() {
      List<Manifest> all = new ArrayList<>(apart);
      all.addAll(manifests);
      return new Result(List.of(), all, List.of(), unrendered, List.of());
    }
  }

  /// @throws SubstitutionException if Flux refuses the whole Kustomization because of it
  Result apply(BuiltObject object) throws SubstitutionException {
    String text = substituted(object, variables);
    if (!text.equals(object.text()) && value(text).isEmpty()) {
      throw new SubstitutionException("with their values, it is not valid YAML");
    }
    FileManifests found = read(text);
    if (found.manifests().stream().anyMatch(it -> isChangedAfterDecryption(object, it))) {
      return unknown(
          object, "has variables in what is encrypted with SOPS, which Drift does not substitute");
    }
    Set<Path> secrets = secrets(object, text);
    if (secrets.stream().anyMatch(ObjectRules::isShown)) {
      return new Result(
          List.of(),
          List.of(),
          List.of(),
          List.of(
              new Unrendered(
                  object.origin().places().start(),
                  Unrendered.Kind.FLUX_KUSTOMIZATION,
                  ("An object that the Flux Kustomization %s builds has a value of a Secret in its"
                          + " name, or in a name within it. What it declares is unknown.")
                      .formatted(flux.id()),
                  Optional.empty())),
          List.of());
    }
    Place place = object.origin().places().start();
    List<Manifest> manifests = new ArrayList<>();
    List<Manifest> apart = new ArrayList<>();
    List<Skipped> skipped = new ArrayList<>();
    for (Manifest one : found.manifests()) {
      Manifest manifest = labelled(one, object.origin()).hiding(secrets).hiding(object.secrets());
      Optional<String> left = leftAlone(manifest);
      left.ifPresentOrElse(
          reason -> {
            apart.add(manifest);
            skipped.add(new Skipped(place, reason));
          },
          () -> manifests.add(manifest));
    }
    return new Result(
        manifests,
        apart,
        skipped,
        found.unrendered().stream()
            .map(it -> new Unrendered(place, it.kind(), it.reason(), Optional.of(text)))
            .toList(),
        found.problems().stream().map(it -> placed(it, place)).toList());
  }

  private String substituted(BuiltObject object, Variables with) throws SubstitutionException {
    if (isEncrypted(object) || !with.apply() || object.isNotSubstituted()) {
      return object.text();
    }
    return Envsubst.substitute(object.text(), name -> with.get(name, strict));
  }

  private FileManifests read(String text) {
    return FileManifests.of(new SourceFile(BUILT, text.getBytes(UTF_8)), reader, decryption);
  }

  /// Flux decrypts before it substitutes.
  private boolean isChangedAfterDecryption(BuiltObject object, Manifest manifest) {
    return isEncrypted(object)
        && variables.apply()
        && !object.isNotSubstituted()
        && JsonWriter.text(manifest.content()).contains("$");
  }

  private static boolean isEncrypted(BuiltObject object) {
    return object.content().get("sops").isPresent();
  }

  /// @param why half a sentence, of the object
  private static Result unknown(BuiltObject object, String why) {
    Value.Obj content = object.content();
    return new Result(
        List.of(),
        List.of(),
        List.of(),
        List.of(
            new Unrendered(
                object.origin().places().start(),
                Unrendered.Kind.ENCRYPTED,
                "The %s %s %s. What it declares is unknown."
                    .formatted(
                        content.text("kind").orElse(""),
                        content.object("metadata").text("name").orElse(""),
                        why),
                content.object("metadata").text("name"))),
        List.of());
  }

  /// Whether reports show what is there: what the object is, where, and the names of its fields.
  private static boolean isShown(Path path) {
    return path.isRoot()
        || SHOWN.stream().anyMatch(shown -> shown.equals(path) || shown.startsWith(path));
  }

  /// Paths of values that are others if the Secrets are; the whole object if the text is then no
  /// object any more.
  private Set<Path> secrets(BuiltObject object, String text) throws SubstitutionException {
    if (variables.secret().isEmpty() || text.equals(object.text())) {
      return Set.of();
    }
    Optional<Value> one = value(text);
    Optional<Value> other;
    try {
      other = value(substituted(object, variables.withOtherSecrets()));
    } catch (SubstitutionException e) {
      other = Optional.empty();
    }
    return one.isPresent()
            && other.isPresent()
            && !SecretDependence.isInNames(one.get(), other.get())
        ? SecretDependence.of(one.get(), other.get())
        : Set.of(Path.ROOT);
  }

  private Optional<Value> value(String text) {
    Documents documents = reader.read(new SourceFile(BUILT, text.getBytes(UTF_8)));
    return documents.documents().size() == 1 && documents.problems().isEmpty()
        ? Optional.of(documents.documents().getFirst().value())
        : Optional.empty();
  }

  /// Lines of the text are lines of no file.
  private Problem placed(Problem problem, Place place) {
    return Problem.at(
        place,
        problem.code(),
        "%s: in what the Flux Kustomization %s builds: %s"
            .formatted(
                place.file(), flux.id(), problem.message().replaceFirst("^\\S+:\\d+: ", "")));
  }

  /// Common metadata comes last, so it may replace the labels of the owner.
  private Manifest labelled(Manifest manifest, Generated origin) {
    Value.Obj common = flux.spec().object("commonMetadata");
    Value.Obj metadata = manifest.content().object("metadata");
    Value.Obj labels =
        with(
            metadata
                .object("labels")
                .with(FluxKustomization.GROUP + "/name", Value.of(flux.name()))
                .with(FluxKustomization.GROUP + "/namespace", Value.of(flux.namespace())),
            common.object("labels"));
    Value.Obj annotations = with(metadata.object("annotations"), common.object("annotations"));
    Value.Obj all = metadata.with("labels", labels);
    return manifest
        .with(
            manifest
                .content()
                .with(
                    "metadata",
                    annotations.fields().isEmpty() ? all : all.with("annotations", annotations)))
        .with(origin);
  }

  private static Value.Obj with(Value.Obj object, Value.Obj others) {
    Value.Obj all = object;
    for (Map.Entry<String, Value> each : others.fields().entrySet()) {
      all = all.with(each.getKey(), each.getValue());
    }
    return all;
  }

  private static Optional<String> leftAlone(Manifest manifest) {
    String what = "The %s %s".formatted(manifest.kind(), manifest.name());
    if (says(manifest, RECONCILE, "disabled") || says(manifest, SSA, "Ignore")) {
      return Optional.of(
          "%s opts out of Flux (%s); Flux does not apply it."
              .formatted(
                  what, says(manifest, SSA, "Ignore") ? "ssa: Ignore" : "reconcile: disabled"));
    }
    return says(manifest, SSA, "IfNotPresent")
        ? Optional.of(
            "%s is created by Flux once and never updated (ssa: IfNotPresent).".formatted(what))
        : Optional.empty();
  }

  /// Whether Flux keeps what others add to the object, whoever they are.
  static boolean isMerged(Manifest manifest) {
    return says(manifest, SSA, "Merge");
  }

  /// As a label or as an annotation, in whatever case.
  private static boolean says(Manifest manifest, String key, String value) {
    Value.Obj metadata = manifest.content().object("metadata");
    return List.of("labels", "annotations").stream()
        .anyMatch(it -> metadata.object(it).text(key).filter(value::equalsIgnoreCase).isPresent());
  }
}
