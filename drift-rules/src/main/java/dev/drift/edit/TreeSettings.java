package dev.drift.edit;

import dev.drift.model.SettingsFormat;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.yaml.Document;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.YamlLimits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Edits texts that are YAML or JSON, as files are edited.
final class TreeSettings {
  private static final YamlLimits LIMITS = new YamlLimits(50, 100, 10_000, 100_000);

  private TreeSettings() {}

  static Optional<String> edit(
      SettingsFormat format, String text, Path path, Optional<Value> value) {
    String name = format == SettingsFormat.JSON ? "text.json" : "text.yaml";
    SourceFile file = new SourceFile(name, text.getBytes(StandardCharsets.UTF_8));
    List<Document> documents =
        new DocumentReader(LIMITS)
            .read(file).documents().stream().filter(one -> one.value() != Value.Null.NULL).toList();
    Path within = path;
    int index = 0;
    if (documents.size() > 1) {
      // Several documents are read as a list of them.
      if (!(path.elements().getFirst() instanceof Path.Index(int at)) || at >= documents.size()) {
        return Optional.empty();
      }
      index = at;
      within = new Path(path.elements().subList(1, path.elements().size()));
    }
    if (documents.isEmpty() || within.isRoot()) {
      return Optional.empty();
    }
    Path inner = within;
    Edit edit = value.<Edit>map(set -> new Edit.Set(inner, set)).orElse(new Edit.Remove(inner));
    return new FileEditor(LIMITS).edit(file, documents.get(index).places(), List.of(edit))
            instanceof EditResult.Edited(byte[] content)
        ? Optional.of(new String(content, StandardCharsets.UTF_8))
        : Optional.empty();
  }
}
