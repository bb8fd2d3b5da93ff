package dev.drift.edit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.json.JsonReader;
import dev.drift.model.origin.Places;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.yaml.Document;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.YamlLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Edits texts as files.
final class Editing {
  private Editing() {}

  /// The YAML file after the edits of its first document.
  static String yaml(String before, Edit... edits) {
    return edited("deploy.yaml", before, 0, edits);
  }

  static String json(String before, Edit... edits) {
    return edited("deploy.json", before, 0, edits);
  }

  static String edited(String file, String before, int document, Edit... edits) {
    EditResult result = result(file, before, document, edits);
    assertThat(result).isInstanceOf(EditResult.Edited.class);
    return text(result);
  }

  /// The sentence of a refusal.
  static String refused(String before, Edit... edits) {
    EditResult result = result("deploy.yaml", before, 0, edits);
    assertThat(result).isInstanceOf(EditResult.Refused.class);
    return ((EditResult.Refused) result).sentence();
  }

  static EditResult result(String file, String before, int document, Edit... edits) {
    SourceFile source = file(file, before);
    return new FileEditor(YamlLimits.DEFAULT)
        .edit(source, places(source, document), List.of(edits));
  }

  static String text(EditResult result) {
    return new String(((EditResult.Edited) result).content(), StandardCharsets.UTF_8);
  }

  static SourceFile file(String name, String content) {
    return new SourceFile(name, content.getBytes(StandardCharsets.UTF_8));
  }

  /// Where a document is; the start of the file if it cannot be read.
  static Places places(SourceFile file, int document) {
    return new DocumentReader(YamlLimits.DEFAULT)
        .read(file).documents().stream()
            .map(Document::places)
            .filter(places -> places.document() == document)
            .findFirst()
            .orElse(
                new Places(
                    file.path(),
                    document,
                    new Places.Node(1, 1, 0, 0, false, java.util.Map.of(), List.of())));
  }

  /// @param value as JSON
  static Edit set(String path, String value) {
    return new Edit.Set(Path.parse(path), value(value));
  }

  static Edit add(String path, String value) {
    return new Edit.Add(Path.parse(path), value(value));
  }

  static Edit remove(String path) {
    return new Edit.Remove(Path.parse(path));
  }

  static Value value(String json) {
    try {
      return JsonReader.read(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
