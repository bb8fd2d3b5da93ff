package dev.drift.act.adopt;

import static java.util.Objects.requireNonNull;

import dev.drift.model.Manifest;
import dev.drift.model.origin.Generated;
import dev.drift.model.origin.Place;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.tree.KustomizationName;
import dev.drift.tree.TreePath;
import dev.drift.yaml.Document;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// An object that a renderer makes, and what the source has of it.
///
/// @param source names the files in reports
/// @param manifest as it is rendered
record RenderedObject(
    AdoptableSource source, SourceFiles files, InputUsers users, Manifest manifest) {
  static final String HELM = "helm";

  RenderedObject {
    requireNonNull(source, "source is null");
    requireNonNull(files, "files is null");
    requireNonNull(users, "users is null");
    requireNonNull(manifest, "manifest is null");
  }

  /// A document that a renderer made it of.
  record Own(String path, Document document) {}

  Generated origin() {
    return (Generated) manifest.origin();
  }

  boolean isOfChart() {
    return origin().renderer().equals(HELM);
  }

  /// Files that it was made of and that the source has, the most telling first.
  List<String> inputs() {
    return origin().inputs().stream().map(source::within).filter(files::has).toList();
  }

  boolean isInput(String path) {
    return origin().inputs().contains(source.shown(path));
  }

  /// The document that was patched, labelled or put into a namespace; empty if it was generated, or
  /// is a template.
  Optional<Own> own() {
    Optional<Place> place = origin().place();
    if (place.isEmpty()) {
      return Optional.empty();
    }
    String path = source.within(place.get().file());
    return files.documents(path).stream()
        .filter(it -> it.places().start().line() == place.get().line())
        .filter(
            it ->
                it.value() instanceof Value.Obj content
                    && content.text("kind").equals(Optional.of(manifest.kind())))
        .map(it -> new Own(path, it))
        .findFirst();
  }

  /// What patches may call it, the likeliest first.
  List<PatchedName> names() {
    Set<PatchedName> names = new LinkedHashSet<>();
    own().map(it -> PatchedName.of((Value.Obj) it.document().value())).ifPresent(names::add);
    if (own().isEmpty()) {
      new GeneratorEntries(files, manifest)
          .generators().stream()
              .flatMap(it -> it.entry().text("name").stream())
              .map(PatchedName::generated)
              .forEach(names::add);
    }
    names.add(PatchedName.of(manifest));
    return List.copyOf(names);
  }

  /// The kustomization that deploys it.
  Optional<String> kustomization() {
    return kustomization(origin(), source).filter(files::has);
  }

  /// The kustomization that deploys an object, by its path in the source: the first input of what
  /// it makes. Others may be of a deployer, such as the one that lists the Kustomization of Flux.
  static Optional<String> kustomization(Generated origin, AdoptableSource source) {
    return Optional.of(source.within(origin.inputs().getFirst())).filter(KustomizationName::isOf);
  }

  /// Its patches, those of the kustomization that deploys it first.
  List<PatchEntry> patches() {
    Optional<String> root = kustomization();
    Stream<String> included =
        root.stream()
            .flatMap(
                it ->
                    files.paths().stream()
                        .sorted()
                        .filter(KustomizationName::isOf)
                        .filter(path -> users.isPartOf(TreePath.parent(it), path)));
    return Stream.of(root.stream(), inputs().stream(), included)
        .flatMap(it -> it)
        .distinct()
        .flatMap(
            path -> files.documents(path).stream().flatMap(it -> PatchEntry.of(path, it).stream()))
        .toList();
  }

  /// Whether every release of a chart has the file, also of clusters that are not rendered:
  /// templates, the defaults, and whatever this object is not made of.
  boolean isOfAllReleases(String path) {
    return chart(path)
        .filter(
            folder ->
                !isInput(path)
                    || !ValuePlaces.isOfValues(path)
                    || path.equals(TreePath.join(folder, "values.yaml")))
        .isPresent();
  }

  /// Whether a value holds one that is secret although it is rendered, such as a decrypted one or a
  /// variable from a Secret: Git has it nowhere in plain text, and a patch would.
  boolean isSecret(Value value) {
    Set<Value> secrets = new HashSet<>();
    for (Path path : manifest.secrets()) {
      leaves(manifest.content(), path.elements(), secrets);
    }
    Set<Value> all = new HashSet<>();
    leaves(value, List.of(), all);
    return all.stream().anyMatch(secrets::contains);
  }

  /// @param path an index stands for any item
  private static void leaves(Value value, List<Path.Element> path, Set<Value> all) {
    switch (value) {
      case Value.Obj(Map<String, Value> fields) ->
          fields.forEach(
              (name, each) -> {
                if (path.isEmpty()) {
                  leaves(each, path, all);
                } else if (path.getFirst().equals(new Path.Field(name))) {
                  leaves(each, path.subList(1, path.size()), all);
                }
              });
      case Value.Arr(List<Value> items) -> {
        for (Value each : items) {
          leaves(each, path.isEmpty() ? path : path.subList(1, path.size()), all);
        }
      }
      case Value.Str _, Value.Num _, Value.Bool _, Value.Masked _ -> {
        if (path.isEmpty()) {
          all.add(value);
        }
      }
      case Value.Null _ -> {}
    }
  }

  /// The folder of the chart that a file is part of.
  Optional<String> chart(String path) {
    for (String folder = TreePath.parent(path); ; folder = TreePath.parent(folder)) {
      if (files.has(TreePath.join(folder, "Chart.yaml"))) {
        return Optional.of(folder);
      }
      if (folder.isEmpty()) {
        return Optional.empty();
      }
    }
  }
}
