package dev.drift.source.flux;

import dev.drift.model.Manifest;
import dev.drift.model.origin.SourceFile;
import dev.drift.source.manifest.FileManifests;
import dev.drift.source.part.Reading;
import dev.drift.tree.FileSelection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The objects of Flux that files of a repository declare, also those of kustomizations: nobody has
/// rendered these, so they may be patched before they are deployed.
record FluxObjects(List<FluxKustomization> kustomizations, List<Manifest> sources) {
  private static final FileSelection YAML =
      new FileSelection(
          path -> path.endsWith(".yaml") || path.endsWith(".yml"),
          "manifest",
          "a .yaml or .yml file");
  private static final String GROUPS = ".toolkit.fluxcd.io/";
  private static final String SOURCES = "source.toolkit.fluxcd.io";

  FluxObjects {
    kustomizations = List.copyOf(kustomizations);
    sources = List.copyOf(sources);
  }

  /// @throws IOException if the tree itself cannot be read
  static FluxObjects of(Reading reading) throws IOException {
    List<Manifest> found = new ArrayList<>();
    for (SourceFile file : reading.tree().select(YAML, List.of()).files()) {
      if (new String(file.content(), StandardCharsets.ISO_8859_1).contains(GROUPS)) {
        SourceFile named =
            new SourceFile(reading.request().prefix() + file.path(), file.content(), file.id());
        found.addAll(FileManifests.of(named, reading.documents()).manifests());
      }
    }
    return new FluxObjects(
        FluxKustomization.of(found),
        found.stream().filter(it -> it.groupKind().group().equals(SOURCES)).toList());
  }
}
