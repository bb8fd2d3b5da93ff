package dev.drift.act.adopt;

import static java.util.Objects.requireNonNull;

import dev.drift.edit.Edit;
import dev.drift.edit.EditResult;
import dev.drift.edit.FileEditor;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Path;
import dev.drift.tree.FileSelection;
import dev.drift.tree.KustomizationName;
import dev.drift.tree.SourceTree;
import dev.drift.yaml.Document;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.YamlLimits;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The files of a source, with the changes that are kept so far. Each is parsed once.
final class SourceFiles {
  private static final FileSelection YAML =
      new FileSelection(
          path -> DocumentReader.reads(path) || KustomizationName.isOf(path),
          "manifest",
          "a .yaml, .yml or .json file");

  private final SourceTree tree;
  private final DocumentReader reader = new DocumentReader(YamlLimits.DEFAULT);
  private final FileEditor editor = new FileEditor(YamlLimits.DEFAULT);
  private final Map<String, SourceFile> files = new LinkedHashMap<>();
  private final Map<String, List<Document>> parsed = new HashMap<>();
  private final Map<String, Optional<byte[]>> changed = new HashMap<>();

  private SourceFiles(SourceTree tree) {
    this.tree = requireNonNull(tree, "tree is null");
  }

  /// @throws IOException if the tree itself cannot be read
  static SourceFiles of(SourceTree tree) throws IOException {
    SourceFiles all = new SourceFiles(tree);
    for (SourceFile file : tree.select(YAML, List.of()).files()) {
      all.files.put(file.path(), file);
    }
    return all;
  }

  /// All YAML and JSON files.
  Set<String> paths() {
    return Set.copyOf(files.keySet());
  }

  boolean has(String path) {
    return files.containsKey(path);
  }

  /// The documents of a YAML or JSON file; none if the source has no such file.
  List<Document> documents(String path) {
    SourceFile file = files.get(path);
    return file == null
        ? List.of()
        : parsed.computeIfAbsent(path, _ -> reader.read(file).documents());
  }

  /// The documents of a text within a file, such as an inline patch.
  List<Document> documents(SourceFile text) {
    return reader.read(text).documents();
  }

  /// The documents of a patch.
  List<Document> documents(PatchEntry.Text patch) {
    return switch (patch) {
      case PatchEntry.Text.File(String path) -> documents(path);
      case PatchEntry.Text.Inline(Path _, String text) -> documents(InlineText.file(text));
    };
  }

  /// Any file; empty if there is none, or if a link leads to it.
  ///
  /// @throws IOException if the tree itself cannot be read
  Optional<SourceFile> file(String path) throws IOException {
    if (changed.containsKey(path)) {
      return changed.get(path).map(content -> new SourceFile(path, content));
    }
    return files.containsKey(path)
        ? Optional.of(files.get(path))
        : tree.isFile(path) && tree.read(path) instanceof SourceTree.FileRead.Read(SourceFile file)
            ? Optional.of(file)
            : Optional.empty();
  }

  /// Whether a new file can have this path.
  ///
  /// @throws IOException if the tree itself cannot be read
  boolean isFree(String path) throws IOException {
    return !changed.containsKey(path) && !tree.has(path) && !tree.ignores(path);
  }

  /// The paths of all files below a folder, as the tree has them.
  ///
  /// @throws IOException if the tree itself cannot be read
  List<String> below(String folder) throws IOException {
    return tree.list(folder);
  }

  /// A file in which a document is as the edits say; empty if it cannot be edited so, or if a link
  /// leads to it.
  ///
  /// @throws IOException if the tree itself cannot be read
  Optional<byte[]> edited(SourceFile file, Document document, List<Edit> edits) throws IOException {
    return (changed.containsKey(file.path()) || tree.isFile(file.path()))
            && editor.edit(file, document.places(), edits)
                instanceof EditResult.Edited(byte[] content)
        ? Optional.of(content)
        : Optional.empty();
  }

  /// A text in which its only document is as the edits say.
  Optional<String> edited(String text, List<Edit> edits) {
    SourceFile file = InlineText.file(text);
    List<Document> documents = reader.read(file).documents();
    return documents.size() == 1
            && editor.edit(file, documents.getFirst().places(), edits)
                instanceof EditResult.Edited(byte[] content)
        ? Optional.of(InlineText.of(content))
        : Optional.empty();
  }

  /// A file without one of its documents.
  EditResult without(SourceFile file, Document document) {
    return editor.remove(file, document.places());
  }

  /// @param change new contents by path; empty for a file that is deleted
  void keep(Map<String, Optional<byte[]>> change) {
    change.forEach(
        (path, content) -> {
          changed.put(path, content);
          parsed.remove(path);
          if (content.isEmpty()) {
            files.remove(path);
          } else if (DocumentReader.reads(path)) {
            files.put(path, new SourceFile(path, content.get()));
          }
        });
  }

  /// What is kept, with one more change.
  Map<String, Optional<byte[]>> with(Map<String, Optional<byte[]>> change) {
    Map<String, Optional<byte[]>> all = new HashMap<>(changed);
    all.putAll(change);
    return all;
  }
}
