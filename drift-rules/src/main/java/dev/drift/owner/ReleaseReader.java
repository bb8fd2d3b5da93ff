package dev.drift.owner;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.drift.json.JsonReader;
import dev.drift.model.value.ReleaseFacts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/// Reads what Helm keeps of a release: base64 of gzip of JSON.
/// https://github.com/helm/helm/blob/main/pkg/storage/driver/util.go
///
/// Only names are taken from it: the values in it are secret. Anybody may write such a record, so
/// data that is too large or broken is not a record.
final class ReleaseReader {
  /// etcd takes a record of at most some 1.5 MB; charts shrink to a tenth.
  private static final int MOST_BYTES = 48 * 1024 * 1024;

  private static final String CRDS = "crds/";

  private final ManifestReader manifest = new ManifestReader();
  private String name = "";
  private String namespace = "";

  private ReleaseReader() {}

  /// @param release the value of `data.release` as Helm stores it
  static Optional<ReleaseFacts> read(byte[] release) {
    ReleaseReader reader = new ReleaseReader();
    try (InputStream in = unpacked(decoded(release));
        JsonParser parser = JsonReader.TRUSTED_FACTORY.createParser(in)) {
      reader.fields(parser, reader::field);
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
    return reader.name.isEmpty() || reader.namespace.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ReleaseFacts(
                reader.namespace,
                reader.name,
                reader.manifest.objects(),
                reader.manifest.isComplete()));
  }

  /// Go passes over line breaks, which nobody writes; without them it is far quicker.
  ///
  /// @throws IllegalArgumentException if it is not base64
  static byte[] decoded(byte[] base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return Base64.getMimeDecoder().decode(base64);
    }
  }

  /// Records of Helm 2's time are not packed.
  private static InputStream unpacked(byte[] bytes) throws IOException {
    boolean packed =
        bytes.length > 3 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b && bytes[2] == 0x08;
    InputStream plain = new ByteArrayInputStream(bytes);
    return new BoundedStream(packed ? new GZIPInputStream(plain, 8192) : plain, MOST_BYTES);
  }

  /// What to do with a field, whose value the parser stands on; it is left at the value's end.
  private interface FieldReader {
    void read(String field, JsonParser parser) throws IOException;
  }

  private void field(String field, JsonParser parser) throws IOException {
    switch (field) {
      case "name" -> name = text(parser);
      case "namespace" -> namespace = text(parser);
      case "manifest" -> manifest.read(text(parser));
      case "hooks" -> each(parser, this::hook);
      case "chart" -> fields(parser, this::chart);
      default -> parser.skipChildren();
    }
  }

  private void hook(JsonParser parser) throws IOException {
    fields(
        parser,
        (field, at) -> {
          if (field.equals("manifest")) {
            manifest.read(text(at));
          } else {
            at.skipChildren();
          }
        });
  }

  private void chart(String field, JsonParser parser) throws IOException {
    if (field.equals("files")) {
      each(parser, this::file);
    } else {
      parser.skipChildren();
    }
  }

  /// Helm creates what stands in a chart's `crds/` as it is, and does not mark it. Those of
  /// subcharts are not in the record.
  private void file(JsonParser parser) throws IOException {
    String[] file = {"", ""};
    fields(
        parser,
        (field, at) -> {
          switch (field) {
            case "name" -> file[0] = text(at);
            case "data" -> file[1] = text(at);
            default -> at.skipChildren();
          }
        });
    if (file[0].startsWith(CRDS)) {
      byte[] data = decoded(file[1].getBytes(StandardCharsets.ISO_8859_1));
      manifest.read(new String(data, StandardCharsets.UTF_8));
    }
  }

  private interface ItemReader {
    void read(JsonParser parser) throws IOException;
  }

  private static void each(JsonParser parser, ItemReader reader) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      reader.read(parser);
    }
  }

  private void fields(JsonParser parser, FieldReader reader) throws IOException {
    JsonToken token = parser.currentToken() == null ? parser.nextToken() : parser.currentToken();
    if (token != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String field = parser.currentName();
      if (field == null) {
        throw new IOException("the record is truncated");
      }
      parser.nextToken();
      reader.read(field, parser);
    }
  }

  private static String text(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      return parser.getText();
    }
    parser.skipChildren();
    return "";
  }
}
