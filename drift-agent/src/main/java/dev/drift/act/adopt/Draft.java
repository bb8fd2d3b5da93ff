package dev.drift.act.adopt;

import static java.util.Objects.requireNonNull;

import dev.drift.edit.Edit;
import dev.drift.edit.kustomize.Removals;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Path;
import dev.drift.yaml.Document;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// A change of documents and files that may make the source declare what runs. It is worked out
/// when somebody asks for it.
final class Draft {
  private final SourceFiles files;
  private final Map<String, Optional<byte[]>> contents = new TreeMap<>();
  private final Map<String, Map<Document, List<Edit>>> edits = new TreeMap<>();
  private final Map<Document, Set<Path>> removed = new LinkedHashMap<>();

  Draft(SourceFiles files) {
    this.files = requireNonNull(files, "files is null");
  }

  /// The files that it changes.
  Set<String> paths() {
    Set<String> paths = new TreeSet<>(contents.keySet());
    paths.addAll(edits.keySet());
    return paths;
  }

  Draft edit(String path, Document document, Edit edit) {
    return edit(path, document, List.of(edit));
  }

  Draft edit(String path, Document document, List<Edit> some) {
    edits
        .computeIfAbsent(path, _ -> new LinkedHashMap<>())
        .computeIfAbsent(document, _ -> new ArrayList<>())
        .addAll(some);
    return this;
  }

  /// Removes an entry, and what is empty without all that are removed.
  Draft remove(String path, Document document, Path entry) {
    removed.computeIfAbsent(document, _ -> new LinkedHashSet<>()).add(entry);
    return edit(path, document, List.of());
  }

  /// @param content empty if the file is deleted; then edits of it count for nothing
  Draft file(String path, Optional<byte[]> content) {
    contents.put(path, content);
    return this;
  }

  /// New contents by path from the root of the source; empty for a file that is deleted.
  ///
  /// @return empty if a document cannot be edited so
  /// @throws IOException if the tree itself cannot be read
  Optional<Map<String, Optional<byte[]>>> done() throws IOException {
    Map<String, Optional<byte[]>> all = new TreeMap<>(contents);
    for (Map.Entry<String, Map<Document, List<Edit>>> each : edits.entrySet()) {
      if (contents.containsKey(each.getKey())) {
        continue;
      }
      Optional<SourceFile> file = files.file(each.getKey());
      // An edit moves what is behind it, so the last document is first.
      List<Map.Entry<Document, List<Edit>>> last =
          each.getValue().entrySet().stream()
              .sorted(
                  Comparator.comparingInt(
                      (Map.Entry<Document, List<Edit>> it) -> -it.getKey().places().document()))
              .toList();
      for (Map.Entry<Document, List<Edit>> one : last) {
        List<Edit> some = new ArrayList<>(one.getValue());
        some.addAll(
            Removals.of(one.getKey().value(), removed.getOrDefault(one.getKey(), Set.of())));
        Optional<byte[]> content =
            file.isPresent() ? files.edited(file.get(), one.getKey(), some) : Optional.empty();
        if (content.isEmpty()) {
          return Optional.empty();
        }
        file = Optional.of(new SourceFile(each.getKey(), content.get()));
      }
      all.put(each.getKey(), file.map(SourceFile::content));
    }
    return all.isEmpty() ? Optional.empty() : Optional.of(all);
  }
}
