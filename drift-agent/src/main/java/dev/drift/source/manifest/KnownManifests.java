package dev.drift.source.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import dev.drift.yaml.Document;
import dev.drift.yaml.DocumentReader;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What the files say that a run makes builds of, and the annotations of what is built. Each is
/// read once, although hundreds of overlays may have one base. Many threads may ask.
public final class KnownManifests {
  private final DocumentReader reader;
  private final Map<File, FileManifests> files = new ConcurrentHashMap<>();
  private final Map<String, Optional<Value.Obj>> texts = new ConcurrentHashMap<>();

  /// Of a folder, files have no Git object ID that would identify them.
  private record File(String path, ByteBuffer content) {}

  public KnownManifests(DocumentReader reader) {
    this.reader = requireNonNull(reader, "reader is null");
  }

  /// Which reads them.
  public DocumentReader reader() {
    return reader;
  }

  /// What is encrypted is unknown.
  ///
  /// @param file with the path that results name
  public FileManifests of(SourceFile file) {
    return files.computeIfAbsent(
        new File(file.path(), ByteBuffer.wrap(file.content())),
        _ -> FileManifests.of(file, reader));
  }

  /// What the value of an annotation says, if it is one mapping.
  public Optional<Value.Obj> mapping(String text) {
    return texts.computeIfAbsent(
        text,
        _ -> {
          List<Document> documents =
              reader.read(new SourceFile("annotation.yaml", text.getBytes(UTF_8))).documents();
          return documents.size() == 1 && documents.getFirst().value() instanceof Value.Obj mapping
              ? Optional.of(mapping)
              : Optional.empty();
        });
  }
}
