package dev.drift.accuracy;

import dev.drift.git.Sources;
import dev.drift.git.remote.GitSettings;
import dev.drift.git.repository.KnownContent;
import dev.drift.git.repository.SourceSpec;
import dev.drift.model.Manifest;
import dev.drift.source.RenderRequest;
import dev.drift.source.Rendered;
import dev.drift.source.plain.PlainRenderer;
import dev.drift.yaml.KnownFiles;
import dev.drift.yaml.YamlLimits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a corpus declares, by file.
///
/// @param files relative to the folder, each with its manifests
/// @param notes what was left out, and why
record Git(Map<String, List<Manifest>> files, List<String> notes) {

  /// Leaves out files that declare again what an earlier file declares: such alternatives cannot
  /// all be in one cluster.
  static Git read(Path folder) {
    Rendered rendered =
        new Sources(GitSettings.of(System.getenv(), _ -> {}))
            .read(
                new SourceSpec(folder.toString(), Optional.empty()),
                KnownContent.NONE,
                checkout ->
                    new PlainRenderer(YamlLimits.DEFAULT)
                        .render(
                            checkout.tree(),
                            new RenderRequest(List.of(), List.of(), "", KnownFiles.NONE)));
    List<String> notes = new ArrayList<>();
    rendered.problems().forEach(problem -> notes.add(problem.message()));
    Map<String, List<Manifest>> all = new LinkedHashMap<>();
    for (Manifest manifest : rendered.manifests()) {
      all.computeIfAbsent(manifest.origin().places().start().file(), _ -> new ArrayList<>())
          .add(manifest);
    }
    Map<String, List<Manifest>> kept = new LinkedHashMap<>();
    Map<String, String> seen = new HashMap<>();
    all.forEach(
        (file, manifests) -> {
          List<String> names = manifests.stream().map(Git::identity).toList();
          Optional<String> again = names.stream().filter(seen::containsKey).findFirst();
          if (again.isPresent()) {
            notes.add(
                "%s is left out: it is an alternative to %s, which declares %s, too"
                    .formatted(file, seen.get(again.get()), again.get()));
          } else {
            names.forEach(name -> seen.put(name, file));
            kept.put(file, manifests);
          }
        });
    return new Git(kept, notes);
  }

  List<Manifest> manifests() {
    return files.values().stream().flatMap(List::stream).toList();
  }

  /// Whether other files need this one.
  boolean definesOthers(String file) {
    return files.getOrDefault(file, List.of()).stream()
        .anyMatch(
            manifest -> Set.of("CustomResourceDefinition", "Namespace").contains(manifest.kind()));
  }

  private static String identity(Manifest manifest) {
    String namespace = manifest.namespace().isEmpty() ? "" : manifest.namespace() + "/";
    return "%s %s%s".formatted(manifest.groupKind(), namespace, manifest.name());
  }
}
