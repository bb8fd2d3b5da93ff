package dev.drift.source.kustomize;

import static java.util.Objects.requireNonNull;

import dev.drift.model.Manifest;
import dev.drift.model.Problem;
import dev.drift.model.ResourceId;
import dev.drift.model.Skipped;
import dev.drift.model.Unrendered;
import dev.drift.model.origin.Generated;
import dev.drift.model.origin.Place;
import dev.drift.source.RenderRequest;
import dev.drift.source.manifest.ArgoHook;
import dev.drift.source.manifest.FileManifests;
import dev.drift.source.part.PartRenderer;
import dev.drift.source.part.Parts;
import dev.drift.source.part.Reading;
import dev.drift.source.tool.RenderProgram;
import dev.drift.source.tool.RenderTools;
import dev.drift.tree.SourceTree;
import dev.drift.tree.TreePath;
import dev.drift.yaml.DocumentReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Builds the kustomizations of a tree that no other one includes.
public final class KustomizeRenderer implements PartRenderer {
  private final RenderTools tools;

  public KustomizeRenderer(RenderTools tools) {
    this.tools = requireNonNull(tools, "tools is null");
  }

  @Override
  public Parts render(Reading reading) throws IOException {
    SourceTree tree = reading.tree();
    RenderRequest request = reading.request();
    DocumentReader reader = reading.documents();
    boolean none =
        reading.unrendered().stream().noneMatch(it -> it.kind() == Unrendered.Kind.KUSTOMIZATION);
    if (none && reading.covered().isEmpty()) {
      return Parts.NONE;
    }
    KustomizationTree all = KustomizationTree.of(tree, reader, request.fetcher());
    if (none && all.files().stream().allMatch(it -> Reading.isWithin(it, reading.covered()))) {
      return Parts.NONE;
    }
    List<String> wanted = request.paths().isEmpty() ? request.compared() : request.paths();
    List<KustomizationFile> roots =
        all.roots(wanted).stream()
            .filter(it -> !Reading.isWithin(it.file().path(), reading.covered()))
            .toList();
    Map<KustomizationFile, KustomizeBuild.Result.Built> built = new LinkedHashMap<>();
    List<Unrendered> unrendered = new ArrayList<>();
    Set<String> covered = new TreeSet<>();
    Optional<String> program = Optional.empty();
    Map<KustomizationFile, KustomizeBuild> builds = new LinkedHashMap<>();
    for (KustomizationFile root : roots) {
      KustomizationTree.Inputs inputs = all.inputs(root);
      covered.addAll(inputs.covered());
      if (inputs.refused().isPresent()) {
        KustomizationTree.Refusal refusal = inputs.refused().get();
        unrendered.add(
            failed(request.prefix() + refusal.file(), refusal.line(), root, refusal.why()));
        continue;
      }
      switch (tools.find(RenderProgram.KUSTOMIZE)) {
        case RenderTools.Found.Missing(String why) -> {
          covered.addAll(inputs.folders());
          unrendered.add(failed(request.prefix() + root.file().path(), 1, root, why));
        }
        case RenderTools.Found.Installed(var kustomize) -> {
          program = Optional.of(kustomize.toString());
          builds.put(root, new KustomizeBuild(kustomize, inputs, reading));
        }
      }
    }
    Iterator<KustomizeBuild.Result> results =
        KustomizeBuild.run(List.copyOf(builds.values())).iterator();
    for (KustomizationFile root : builds.keySet()) {
      switch (results.next()) {
        case KustomizeBuild.Result.Failed(String why) -> {
          covered.addAll(all.inputs(root).folders());
          unrendered.add(failed(request.prefix() + root.file().path(), 1, root, why));
        }
        case KustomizeBuild.Result.Built result -> built.put(root, result);
      }
    }
    List<Skipped> skipped = new ArrayList<>();
    List<Manifest> elsewhere = new ArrayList<>();
    for (KustomizationFile root : roots) {
      Optional<KustomizationFile> above = above(root, all, reading);
      Optional<KustomizeBuild.Result.Built> apart =
          above.flatMap(_ -> Optional.ofNullable(built.remove(root)));
      if (above.isPresent() && apart.isPresent()) {
        elsewhere.addAll(apart.get().manifests());
        unrendered.addAll(apart.get().unrendered());
        skipped.add(
            new Skipped(
                start(request.prefix() + root.file().path()),
                "The kustomization is below %s, which a deployer builds without it; to compare it, name it with --path."
                    .formatted(request.prefix() + above.get().file().path())));
      }
    }
    Set<ResourceId> ofDeployers = ofDeployers(reading);
    for (Map.Entry<KustomizationFile, KustomizeBuild.Result.Built> each :
        List.copyOf(built.entrySet())) {
      KustomizationFile root = each.getKey();
      Optional<Manifest> deployed = deployed(each.getValue(), ofDeployers);
      if (deployed.isPresent()) {
        built.remove(root);
        elsewhere.addAll(each.getValue().manifests());
        skipped.add(
            new Skipped(
                start(request.prefix() + root.file().path()),
                "No deployer builds the kustomization, and it declares objects that one deploys, such as the %s %s; to compare it, name it with --path."
                    .formatted(deployed.get().kind(), name(deployed.get()))));
      }
    }
    variantsOfNamed(built, wanted)
        .forEach(
            (root, named) -> {
              Optional.ofNullable(built.remove(root))
                  .ifPresent(it -> elsewhere.addAll(it.manifests()));
              skipped.add(
                  new Skipped(
                      start(request.prefix() + root.file().path()),
                      "The kustomization declares some of the same objects as %s, whose folder is named; to compare it, name its folder instead."
                          .formatted(request.prefix() + named.file().path())));
            });
    Unbuilt unbuilt = new Unbuilt(all, all.roots(wanted), wanted, unrendered, skipped, covered);
    for (Unrendered one : reading.unrendered()) {
      String file = one.place().file().substring(request.prefix().length());
      if (one.kind() == Unrendered.Kind.KUSTOMIZATION && !Reading.isWithin(file, covered)) {
        unbuilt.add(one.place(), file);
      }
    }
    for (String file : all.files()) {
      if (isWanted(file, wanted)
          && !Reading.isWithin(file, covered)
          && !Reading.isWithin(file, reading.covered())) {
        unbuilt.add(start(request.prefix() + file), file);
      }
    }
    List<Manifest> manifests = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    Map<KustomizationFile, Conflict> variants = variants(built);
    Set<ResourceId> taken = new HashSet<>();
    built.forEach(
        (root, result) -> {
          Conflict conflict = variants.get(root);
          if (conflict != null) {
            covered.addAll(all.foldersOf(root));
            unrendered.add(
                failed(
                    request.prefix() + root.file().path(),
                    1,
                    root,
                    ("it declares some of the same objects as %s with other content, such as the %s"
                            + " %s, so only one of them can be deployed here; name it with --path or"
                            + " in drift.yaml")
                        .formatted(
                            request.prefix() + conflict.other().file().path(),
                            conflict.manifest().kind(),
                            name(conflict.manifest()))));
          } else {
            if (isEmpty(result)) {
              skipped.add(
                  new Skipped(
                      start(request.prefix() + root.file().path()),
                      "kustomize builds no resources from it."));
            }
            for (Manifest manifest : result.manifests()) {
              Optional<String> hook = ArgoHook.of(manifest.content().object("metadata"));
              if (hook.isPresent()) {
                elsewhere.add(manifest);
                skipped.add(ArgoHook.leftOut(manifest, hook.get()));
              } else if (taken.add(id(manifest))) {
                // What several declare alike is compared once.
                manifests.add(manifest);
              }
            }
            unrendered.addAll(result.unrendered());
            problems.addAll(result.problems());
          }
        });
    return new Parts(
        manifests,
        elsewhere,
        unrendered,
        problems,
        skipped,
        List.of(),
        covered,
        program.stream().toList());
  }

  private static boolean isEmpty(KustomizeBuild.Result.Built result) {
    return result.manifests().isEmpty()
        && result.unrendered().isEmpty()
        && result.problems().isEmpty();
  }

  private static boolean isWanted(String file, List<String> wanted) {
    return wanted.isEmpty()
        || wanted.stream()
            .flatMap(it -> TreePath.normal(it).stream())
            .anyMatch(it -> TreePath.isWithin(file, it));
  }

  private static Place start(String file) {
    return new Place(file, 1, 1, 0, 0, false);
  }

  /// The kustomization of a folder above that a deployer builds without this one, unless a person
  /// named this one and not the other.
  private static Optional<KustomizationFile> above(
      KustomizationFile one, KustomizationTree all, Reading reading) {
    Optional<KustomizationFile> found = Optional.empty();
    for (String folder = one.folder(); !folder.isEmpty() && found.isEmpty(); ) {
      folder = TreePath.parent(folder);
      found = all.in(folder).filter(it -> Reading.isWithin(it.file().path(), reading.covered()));
    }
    List<String> paths = reading.request().paths();
    boolean named =
        found
            .filter(
                it ->
                    paths.stream()
                        .flatMap(path -> TreePath.normal(path).stream())
                        .anyMatch(
                            path ->
                                TreePath.isWithin(one.file().path(), path)
                                    && !TreePath.isWithin(it.file().path(), path)))
            .isPresent();
    return named ? Optional.empty() : found;
  }

  /// Says why kustomizations are neither built nor part of another.
  private record Unbuilt(
      KustomizationTree all,
      List<KustomizationFile> roots,
      List<String> wanted,
      List<Unrendered> unrendered,
      List<Skipped> skipped,
      Set<String> covered) {
    void add(Place place, String path) {
      String folder = TreePath.parent(path);
      Optional<KustomizationFile> file = all.in(folder);
      if (file.filter(KustomizationFile::isComponent).isPresent()) {
        covered.add(path);
        skipped.add(
            new Skipped(
                place, "A Component of kustomizations, which none that is built includes."));
        return;
      }
      Optional<KustomizationFile> root = all.including(folder, roots);
      boolean outside = file.isPresent() && !isWanted(path, wanted);
      covered.add(outside ? path : folder);
      String why =
          file.isEmpty()
              ? "its file is not one YAML mapping without doubled keys"
              : outside
                  ? "it is not below what --path or drift.yaml names; name its folder"
                  : root.map(it -> "%s includes it and was not built".formatted(it.file().path()))
                      .orElse("kustomizations include each other in a circle");
      unrendered.add(
          new Unrendered(
              place,
              Unrendered.Kind.KUSTOMIZATION,
              "The kustomization %s was not built: %s. What it declares is unknown."
                  .formatted(folder.isEmpty() ? "at the root" : folder, why),
              Optional.empty()));
    }
  }

  /// An object that another root declares with other content.
  private record Conflict(KustomizationFile other, Manifest manifest) {}

  private record Declared(KustomizationFile root, Manifest manifest) {}

  /// Roots that declare an object which another root declares differently: overlays for several
  /// places. Each with one such other root.
  private static Map<KustomizationFile, Conflict> variants(
      Map<KustomizationFile, KustomizeBuild.Result.Built> built) {
    Map<ResourceId, List<Declared>> declared = new HashMap<>();
    Map<KustomizationFile, Conflict> variants = new HashMap<>();
    built.forEach(
        (root, result) -> {
          for (Manifest manifest : result.manifests()) {
            if (ArgoHook.is(manifest)) {
              continue;
            }
            List<Declared> others = declared.computeIfAbsent(id(manifest), _ -> new ArrayList<>());
            for (Declared other : others) {
              if (!other.root().equals(root)
                  && !other.manifest().content().equals(manifest.content())) {
                variants.putIfAbsent(root, new Conflict(other.root(), manifest));
                variants.putIfAbsent(other.root(), new Conflict(root, manifest));
              }
            }
            others.add(new Declared(root, manifest));
          }
        });
    return variants;
  }

  /// What deployers deploy of the source.
  private static Set<ResourceId> ofDeployers(Reading reading) {
    Set<ResourceId> ids = new HashSet<>();
    for (Manifest one : reading.manifests()) {
      if (one.origin() instanceof Generated generated
          && !generated.renderer().equals(FileManifests.DECRYPTED)) {
        ids.add(id(one));
      }
    }
    return ids;
  }

  /// An object that a deployer deploys, too: the kustomization may be that of another cluster, or
  /// what was applied before the deployer was there.
  private static Optional<Manifest> deployed(
      KustomizeBuild.Result.Built built, Set<ResourceId> ofDeployers) {
    return built.manifests().stream()
        .filter(it -> !ArgoHook.is(it) && ofDeployers.contains(id(it)))
        .findFirst();
  }

  /// Roots below a folder that a person named, each with the root in that very folder of which it
  /// is a variant: the person has chosen that one.
  ///
  /// @param wanted paths that a person named
  private static Map<KustomizationFile, KustomizationFile> variantsOfNamed(
      Map<KustomizationFile, KustomizeBuild.Result.Built> built, List<String> wanted) {
    Set<String> folders = new HashSet<>();
    wanted.forEach(it -> TreePath.normal(it).ifPresent(folders::add));
    Map<KustomizationFile, KustomizationFile> found = new LinkedHashMap<>();
    for (KustomizationFile named : built.keySet()) {
      if (folders.contains(named.folder())) {
        for (KustomizationFile other : built.keySet()) {
          if (!folders.contains(other.folder())
              && TreePath.isWithin(other.folder(), named.folder())
              && areVariants(built.get(named), built.get(other))) {
            found.putIfAbsent(other, named);
          }
        }
      }
    }
    return found;
  }

  private static boolean areVariants(
      KustomizeBuild.Result.Built one, KustomizeBuild.Result.Built other) {
    Map<ResourceId, Manifest> declared = new HashMap<>();
    one.manifests().forEach(it -> declared.put(id(it), it));
    return other.manifests().stream()
        .filter(it -> !ArgoHook.is(it))
        .anyMatch(
            it -> {
              Manifest same = declared.get(id(it));
              return same != null && !same.content().equals(it.content());
            });
  }

  private static ResourceId id(Manifest manifest) {
    return new ResourceId(manifest.groupKind(), manifest.namespace(), manifest.name());
  }

  private static String name(Manifest manifest) {
    return manifest.namespace().isEmpty()
        ? manifest.name()
        : manifest.namespace() + "/" + manifest.name();
  }

  private static Unrendered failed(String file, int line, KustomizationFile root, String why) {
    return new Unrendered(
        new Place(file, line, 1, 0, 0, false),
        Unrendered.Kind.KUSTOMIZATION,
        "%s was not built: %s. What it declares is unknown."
            .formatted(
                root.folder().isEmpty()
                    ? "The kustomization at the root"
                    : "The kustomization " + root.folder(),
                why),
        Optional.empty());
  }
}
