package dev.drift.source.kustomize;

import static java.util.Objects.requireNonNull;

import dev.drift.model.Manifest;
import dev.drift.model.Problem;
import dev.drift.model.ResourceId;
import dev.drift.model.Skipped;
import dev.drift.model.Unrendered;
import dev.drift.model.origin.Place;
import dev.drift.source.RenderRequest;
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
    if (reading.unrendered().stream().noneMatch(it -> it.kind() == Unrendered.Kind.KUSTOMIZATION)) {
      return Parts.NONE;
    }
    KustomizationTree all = KustomizationTree.of(tree, reader);
    List<KustomizationFile> roots =
        all.roots(request.paths().isEmpty() ? request.compared() : request.paths()).stream()
            .filter(
                it ->
                    reading.covered().stream()
                        .noneMatch(taken -> TreePath.isWithin(it.folder(), taken)))
            .toList();
    Map<KustomizationFile, KustomizeBuild.Result.Built> built = new LinkedHashMap<>();
    List<Unrendered> unrendered = new ArrayList<>();
    Set<String> covered = new TreeSet<>();
    Optional<String> program = Optional.empty();
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
        case RenderTools.Found.Missing(String why) ->
            unrendered.add(failed(request.prefix() + root.file().path(), 1, root, why));
        case RenderTools.Found.Installed(var kustomize) -> {
          program = Optional.of(kustomize.toString());
          switch (new KustomizeBuild(kustomize, inputs, reading).run()) {
            case KustomizeBuild.Result.Failed(String why) ->
                unrendered.add(failed(request.prefix() + root.file().path(), 1, root, why));
            case KustomizeBuild.Result.Built result -> built.put(root, result);
          }
        }
      }
    }
    List<Skipped> skipped = new ArrayList<>();
    for (Unrendered one : reading.unrendered()) {
      String folder = TreePath.parent(one.place().file().substring(request.prefix().length()));
      if (one.kind() == Unrendered.Kind.KUSTOMIZATION
          && covered.stream().noneMatch(taken -> TreePath.isWithin(folder, taken))) {
        covered.add(folder);
        unbuilt(one, folder, all, unrendered, skipped);
      }
    }
    List<Manifest> manifests = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    Map<KustomizationFile, KustomizationFile> variants = variants(built);
    built.forEach(
        (root, result) -> {
          KustomizationFile other = variants.get(root);
          if (other != null) {
            unrendered.add(
                failed(
                    request.prefix() + root.file().path(),
                    1,
                    root,
                    ("it declares some of the same objects as %s, so only one of them can be"
                            + " deployed here; name it with --path or in drift.yaml")
                        .formatted(request.prefix() + other.file().path())));
          } else {
            manifests.addAll(result.manifests());
            unrendered.addAll(result.unrendered());
            problems.addAll(result.problems());
          }
        });
    return new Parts(
        manifests,
        List.of(),
        unrendered,
        problems,
        skipped,
        List.of(),
        covered,
        program.stream().toList());
  }

  /// Why one is neither built nor part of another.
  private static void unbuilt(
      Unrendered one,
      String folder,
      KustomizationTree all,
      List<Unrendered> unrendered,
      List<Skipped> skipped) {
    Optional<KustomizationFile> file = all.in(folder);
    if (file.filter(KustomizationFile::isComponent).isPresent()) {
      skipped.add(
          new Skipped(
              one.place(), "A Component of kustomizations, which none that is built includes."));
      return;
    }
    String why =
        file.isEmpty()
            ? "its file is not one YAML mapping without doubled keys"
            : "kustomizations include each other in a circle";
    unrendered.add(
        new Unrendered(
            one.place(),
            one.kind(),
            "The kustomization %s was not built: %s. What it declares is unknown."
                .formatted(folder.isEmpty() ? "at the root" : folder, why),
            Optional.empty()));
  }

  /// Roots that declare an object which another root declares too: overlays for several places.
  /// Each with one such other root.
  private static Map<KustomizationFile, KustomizationFile> variants(
      Map<KustomizationFile, KustomizeBuild.Result.Built> built) {
    Map<ResourceId, KustomizationFile> first = new HashMap<>();
    Map<KustomizationFile, KustomizationFile> variants = new HashMap<>();
    built.forEach(
        (root, result) -> {
          for (Manifest manifest : result.manifests()) {
            ResourceId id =
                new ResourceId(manifest.groupKind(), manifest.namespace(), manifest.name());
            KustomizationFile other = first.putIfAbsent(id, root);
            if (other != null && !other.equals(root)) {
              variants.putIfAbsent(root, other);
              variants.putIfAbsent(other, root);
            }
          }
        });
    return variants;
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
