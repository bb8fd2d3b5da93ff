package dev.drift.act.adopt;

import static java.util.stream.Collectors.toSet;

import dev.drift.edit.Edit;
import dev.drift.edit.EditResult;
import dev.drift.edit.FileEditor;
import dev.drift.model.Manifest;
import dev.drift.model.origin.Generated;
import dev.drift.model.origin.Place;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Path;
import dev.drift.model.value.Steps;
import dev.drift.model.value.Value;
import dev.drift.tree.FileSelection;
import dev.drift.tree.KustomizationName;
import dev.drift.tree.SourceTree;
import dev.drift.tree.TreePath;
import dev.drift.yaml.Document;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.YamlLimits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Edits the files that a renderer makes a manifest of, so that it makes what runs.
///
/// Where a value comes from, the renderer does not say. So each place that may be it is tried: with
/// another value there, the source, rendered again, declares what runs, and nothing else otherwise.
final class InputEdits {
  /// How often a source is rendered to find places.
  private static final int MOST = 24;

  private static final FileSelection YAML =
      new FileSelection(
          path -> DocumentReader.reads(path) || KustomizationName.isOf(path),
          "manifest",
          "a .yaml, .yml or .json file");

  private final AdoptableSource source;
  private final SourceTree tree;
  private final AdoptableSource.Rendering rendering;
  private final AdoptableSource.Declared before;
  private final Manifest manifest;
  private final Generated origin;
  private final FileEditor editor = new FileEditor(YamlLimits.DEFAULT);
  private final DocumentReader reader = new DocumentReader(YamlLimits.DEFAULT);
  private final Map<String, SourceFile> files = new LinkedHashMap<>();
  private final Map<String, Optional<byte[]>> changed = new HashMap<>();
  private int renderings;

  /// What came of it.
  sealed interface Result {
    record Found(Map<String, Optional<byte[]>> files) implements Result {}

    /// @param why half a sentence, and what to do
    record Refused(String why) implements Result {}
  }

  /// A place that a value may come from, and what it would say.
  ///
  /// @param rank the lowest is tried first
  private record Candidate(SourceFile file, Document document, Edit.Set edit, int rank) {}

  /// @param before what the tree declares as it is
  /// @throws IOException if the tree cannot be read
  InputEdits(
      AdoptableSource source,
      SourceTree tree,
      AdoptableSource.Rendering rendering,
      AdoptableSource.Declared before,
      Manifest manifest,
      Generated origin)
      throws IOException {
    for (SourceFile file : tree.select(YAML, List.of()).files()) {
      files.put(file.path(), file);
    }
    this.source = source;
    this.tree = tree;
    this.rendering = rendering;
    this.before = before;
    this.manifest = manifest;
    this.origin = origin;
  }

  /// @param edits of what is rendered
  Result of(List<Edit> edits) throws IOException {
    if (inItsOwnDocument(edits)) {
      return result();
    }
    List<Edit> done = new ArrayList<>();
    for (Edit edit : edits) {
      done.add(edit);
      if (!(edit instanceof Edit.Set(Path path, Value live))) {
        return new Result.Refused(notFound(edit.path()));
      }
      Optional<Value> old = Steps.at(path, manifest.content());
      if (old.isEmpty() || !found(candidates(path, old.get(), live), done)) {
        return new Result.Refused(notFound(path));
      }
    }
    return result();
  }

  /// Nobody may change what others deploy by editing a file that they use too.
  private Result result() throws IOException {
    InputUsers users = InputUsers.of(files.values(), reader);
    for (String path : changed.keySet()) {
      List<String> all = users.of(path);
      if (all.size() > 1) {
        return new Result.Refused(
            "it comes from %s, which %s use; change it in the one that deploys here"
                .formatted(source.shown(path), String.join(" and ", all)));
      }
    }
    return new Result.Found(Map.copyOf(changed));
  }

  private String notFound(Path path) {
    return "it is rendered by %s from %s, and no file was found in which %s can be changed without changing anything else; change it there by hand"
        .formatted(origin.renderer(), String.join(", ", origin.inputs()), path);
  }

  /// The document that was patched, labelled or put into a namespace, edited as if it were the
  /// manifest.
  private boolean inItsOwnDocument(List<Edit> edits) throws IOException {
    Optional<Place> place = origin.place();
    if (place.isEmpty()) {
      return false;
    }
    Optional<SourceFile> file = file(source.within(place.get().file()));
    if (file.isEmpty() || isOfAllReleases(file.get().path())) {
      return false;
    }
    for (Document document : reader.read(file.get()).documents()) {
      if (document.places().start().line() == place.get().line()
          && saysTheSame(document, edits)
          && editor.edit(file.get(), document.places(), edits)
              instanceof EditResult.Edited(byte[] content)
          && isProven(file.get().path(), content, edits)) {
        return true;
      }
    }
    return false;
  }

  /// What something else has replaced is not changed in the document.
  private boolean saysTheSame(Document document, List<Edit> edits) {
    return edits.stream()
        .allMatch(
            it ->
                Steps.at(it.path(), document.value())
                    .equals(Steps.at(it.path(), manifest.content())));
  }

  private boolean found(List<Candidate> candidates, List<Edit> done) throws IOException {
    for (Candidate one : candidates) {
      if (editor.edit(one.file(), one.document().places(), List.of(one.edit()))
              instanceof EditResult.Edited(byte[] content)
          && isProven(one.file().path(), content, done)) {
        return true;
      }
    }
    return false;
  }

  /// Keeps the change if it does what the edits of the manifest would.
  private boolean isProven(String path, byte[] content, List<Edit> edits) throws IOException {
    if (renderings >= MOST) {
      return false;
    }
    renderings++;
    Map<String, Optional<byte[]>> files = new HashMap<>(changed);
    files.put(path, Optional.of(content));
    boolean proven =
        RenderedProof.ofEdited(before, manifest, edits)
            .objection(
                rendering.of(tree.with(files)),
                files.keySet().stream().map(source::shown).collect(toSet()))
            .isEmpty();
    if (proven) {
      changed.put(path, Optional.of(content));
    }
    return proven;
  }

  private List<Candidate> candidates(Path path, Value old, Value live) {
    List<Candidate> candidates = new ArrayList<>();
    for (String each : files.keySet()) {
      if (isOfAllReleases(each)) {
        continue;
      }
      SourceFile file = file(each).orElseThrow();
      boolean input = origin.inputs().contains(source.shown(each));
      ValuePlaces places = new ValuePlaces(path, old, live, input || ValuePlaces.isOfValues(each));
      for (Document document : reader.read(file).documents()) {
        for (Edit.Set edit : places.in(document.value())) {
          candidates.add(new Candidate(file, document, edit, input ? 0 : 1));
        }
      }
    }
    candidates.sort(Comparator.comparingInt(Candidate::rank));
    return candidates;
  }

  /// Whether every release of a chart has it, also of clusters that are not rendered: templates,
  /// the defaults, and whatever this object is not made of.
  private boolean isOfAllReleases(String path) {
    for (String folder = TreePath.parent(path); ; folder = TreePath.parent(folder)) {
      if (files.containsKey(TreePath.join(folder, "Chart.yaml"))) {
        return !origin.inputs().contains(source.shown(path))
            || !ValuePlaces.isOfValues(path)
            || path.equals(TreePath.join(folder, "values.yaml"));
      }
      if (folder.isEmpty()) {
        return false;
      }
    }
  }

  /// The file with the changes so far; empty if the source has no such file.
  private Optional<SourceFile> file(String path) {
    return changed
        .getOrDefault(path, Optional.empty())
        .map(content -> new SourceFile(path, content))
        .or(() -> Optional.ofNullable(files.get(path)));
  }
}
