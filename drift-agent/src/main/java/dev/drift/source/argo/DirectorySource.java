package dev.drift.source.argo;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drift.model.Manifest;
import dev.drift.model.Skipped;
import dev.drift.model.Unrendered;
import dev.drift.model.origin.Generated;
import dev.drift.model.origin.Place;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import dev.drift.source.manifest.FileManifests;
import dev.drift.source.manifest.NamelessObjects;
import dev.drift.tree.TreePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// A folder of manifests.
/// See <https://argo-cd.readthedocs.io/en/stable/user-guide/directory/>.
final class DirectorySource {
  private static final Pattern MANIFEST = Pattern.compile(".*\\.(yaml|yml|json|jsonnet)");
  private static final String NOT_RENDERED = "+argocd:skip-file-rendering";

  private final Rendering rendering;
  private final String folder;
  private final Value.Obj options;
  private final List<String> inputs;

  /// @param folder that the Application names
  /// @param inputs what else its objects are made of, with the prefix
  DirectorySource(Rendering rendering, String folder, Value.Obj options, List<String> inputs) {
    this.rendering = rendering;
    this.folder = folder;
    this.options = options;
    this.inputs = List.copyOf(inputs);
  }

  /// @throws NotRendered if Argo CD would refuse one of the files
  /// @throws IOException if the tree itself cannot be read
  Made render() throws IOException, NotRendered {
    List<Manifest> manifests = new ArrayList<>();
    List<Unrendered> unrendered = new ArrayList<>();
    List<Skipped> skipped = new ArrayList<>();
    Set<String> covered = new TreeSet<>();
    for (String path : paths()) {
      Optional<SourceFile> file = rendering.files().read(path);
      if (file.isEmpty()) {
        continue;
      }
      covered.add(path);
      String text = new String(file.get().content(), UTF_8);
      if (text.contains(NOT_RENDERED)) {
        skipped.add(
            new Skipped(
                start(path), "Argo CD skips the file: it contains %s.".formatted(NOT_RENDERED)));
        continue;
      }
      if (path.endsWith(".jsonnet")) {
        unrendered.add(
            new Unrendered(
                start(path),
                Unrendered.Kind.ARGO_APPLICATION,
                "Jsonnet, which Drift does not evaluate. What it declares is unknown.",
                Optional.empty()));
        continue;
      }
      SourceFile named =
          new SourceFile(rendering.prefix() + path, file.get().content(), file.get().id());
      FileManifests found = FileManifests.of(named, rendering.documents());
      NamelessObjects nameless =
          NamelessObjects.of(named, rendering.documents(), found, AppliedObjects::nameless);
      if (!nameless.problems().isEmpty()) {
        if (!isManifest(text)) {
          continue; // Argo CD takes it for YAML of something else.
        }
        throw new NotRendered(nameless.problems().getFirst().message().replaceFirst("\\.$", ""));
      }
      found.manifests().forEach(it -> manifests.add(made(it)));
      unrendered.addAll(found.unrendered());
      skipped.addAll(found.skipped());
      skipped.addAll(nameless.leftOut());
    }
    return new Made(manifests, unrendered, List.of(), skipped, covered, List.of());
  }

  private Manifest made(Manifest manifest) {
    Place place = manifest.origin().places().start();
    List<String> files = new ArrayList<>(List.of(place.file()));
    inputs.stream().filter(it -> !files.contains(it)).forEach(files::add);
    return manifest.with(new Generated("argo-cd", files, Optional.of(place)));
  }

  /// As Argo CD tells broken manifests from other YAML.
  private static boolean isManifest(String text) {
    return text.contains("apiVersion:") && text.contains("kind:") && text.contains("metadata:");
  }

  /// The files that it takes.
  ///
  /// @throws NotRendered if that takes too long to find out
  Set<String> covered() throws NotRendered {
    return Set.copyOf(paths());
  }

  private List<String> paths() throws NotRendered {
    boolean recurse = options.get("recurse").equals(Optional.of(Value.of(true)));
    boolean any = options.get("disableExtensionFilter").equals(Optional.of(Value.of(true)));
    Optional<GlobPattern> include = glob("include");
    Optional<GlobPattern> exclude = glob("exclude");
    StepLimit limit = new StepLimit("its directory.include and exclude");
    List<String> paths = new ArrayList<>();
    for (String path : rendering.files().below(folder)) {
      boolean eligible =
          (recurse || TreePath.parent(path).equals(folder))
              && (any || MANIFEST.matcher(path).matches());
      if (eligible
          && !(exclude.isPresent() && exclude.get().matches(relative(path), limit))
          && (include.isEmpty() || include.get().matches(relative(path), limit))) {
        paths.add(path);
      }
    }
    return paths;
  }

  private Optional<GlobPattern> glob(String field) {
    return options.text(field).filter(it -> !it.isEmpty()).map(GlobPattern::ofFiles);
  }

  private String relative(String path) {
    return folder.isEmpty() ? path : path.substring(folder.length() + 1);
  }

  private Place start(String path) {
    return new Place(rendering.prefix() + path, 1, 1, 0, 0, false);
  }
}
