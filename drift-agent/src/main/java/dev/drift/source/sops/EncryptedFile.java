package dev.drift.source.sops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import dev.drift.json.JsonReader;
import dev.drift.json.JsonWriter;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import dev.drift.source.manifest.SopsFormat;
import dev.drift.yaml.Document;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.Documents;
import dev.drift.yaml.YamlLimits;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A file that is encrypted with SOPS as a whole, in the format that it was written in.
///
/// @param text as it is in the repository
record EncryptedFile(String text, SopsFormat format) {
  private static final Pattern AGE =
      Pattern.compile("(sops_)?age__list_\\d+__map_(enc|recipient)=.*");

  /// What sops gets: nothing that it could ask anybody for. Its lines are those that were
  /// encrypted, as sops prints them again.
  ///
  /// @return empty if it is not encrypted for age, or names other services that cannot be removed
  ///     without writing it anew
  Optional<String> forAge() {
    return switch (format) {
      case BINARY, JSON ->
          json().filter(EncryptedDocument::isForAge).map(it -> JsonWriter.text(it.forAge()));
      case YAML ->
          yaml()
              .filter(EncryptedDocument::isForAge)
              .filter(it -> it.content().equals(it.forAge()))
              .map(_ -> text);
      case DOTENV -> lines("sops_", false);
      case INI -> lines("", true);
    };
  }

  private Optional<EncryptedDocument> json() {
    try {
      return JsonReader.read(text) instanceof Value.Obj content
          ? Optional.of(new EncryptedDocument(content))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /// Empty lists of keys name nothing.
  private Optional<EncryptedDocument> yaml() {
    Documents read =
        new DocumentReader(YamlLimits.DEFAULT).read(new SourceFile("", text.getBytes(UTF_8)));
    List<Document> documents = read.documents();
    if (!read.problems().isEmpty()
        || documents.size() != 1
        || !(documents.getFirst().value() instanceof Value.Obj content)) {
      return Optional.empty();
    }
    Value.Obj block = content.object(EncryptedDocument.BLOCK);
    for (var field : content.object(EncryptedDocument.BLOCK).fields().entrySet()) {
      if (field.getValue().equals(Value.Null.NULL)
          || field.getValue().equals(new Value.Arr(List.of()))) {
        block = block.without(field.getKey());
      }
    }
    return Optional.of(new EncryptedDocument(content.with(EncryptedDocument.BLOCK, block)));
  }

  /// Formats with one value a line.
  ///
  /// @param prefix of keys of the block
  /// @param section whether the block is the section `[sops]`
  private Optional<String> lines(String prefix, boolean section) {
    boolean[] inBlock = {false};
    List<String> kept =
        text.lines()
            .filter(
                line -> {
                  if (section && line.strip().startsWith("[")) {
                    inBlock[0] = line.strip().equals("[sops]");
                    return true;
                  }
                  boolean ofBlock = section ? inBlock[0] : line.startsWith(prefix);
                  return !ofBlock || isNeeded(line.substring(prefix.length()));
                })
            .toList();
    return kept.stream().anyMatch(it -> AGE.matcher(it.replace(" ", "")).matches())
        ? Optional.of(kept.stream().map(it -> it + "\n").collect(joining()))
        : Optional.empty();
  }

  private static boolean isNeeded(String line) {
    String key = line.substring(0, Math.max(0, line.indexOf('='))).strip();
    return key.isEmpty() || key.startsWith("age__list_") || EncryptedDocument.NEEDED.contains(key);
  }
}
