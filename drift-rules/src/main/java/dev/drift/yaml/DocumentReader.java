package dev.drift.yaml;

import dev.drift.model.Problem;
import dev.drift.model.origin.Place;
import dev.drift.model.origin.Places;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads the YAML or JSON documents of a file as kubectl would: YAML 1.1 as go-yaml v2 understands
/// it, turned into JSON.
///
/// No message quotes the file: it may hold secrets. Duplicate keys, which kubectl lets pass, are
/// problems here.
public final class DocumentReader {
  private final YamlLimits limits;
  private final KnownFiles known;

  public DocumentReader(YamlLimits limits) {
    this(limits, KnownFiles.NONE);
  }

  /// @param known what need not be parsed again
  public DocumentReader(YamlLimits limits, KnownFiles known) {
    this.limits = limits;
    this.known = known;
  }

  /// Whether a file of this name holds manifests, by the endings that kubectl reads, or is one of
  /// Kustomize's, which may have none.
  public static boolean reads(String path) {
    return path.endsWith(".yaml")
        || path.endsWith(".yml")
        || path.endsWith(".json")
        || path.equals("Kustomization")
        || path.endsWith("/Kustomization");
  }

  /// Never fails: what is wrong with the file is among the problems.
  public Documents read(SourceFile file) {
    Optional<List<Value>> before = known.documents(file);
    if (before.isPresent()) {
      return withoutPlaces(file, before.get());
    }
    Documents documents = parse(file, limits);
    if (documents.problems().isEmpty()) {
      known.keep(file, documents.documents().stream().map(Document::value).toList());
    }
    return documents;
  }

  /// Where the values stand is found by parsing the file, once somebody asks.
  private Documents withoutPlaces(SourceFile file, List<Value> values) {
    // What is known of other files is not kept for this one.
    YamlLimits within = limits;
    ParsedLater later = new ParsedLater(() -> parse(file, within));
    List<Document> documents = new ArrayList<>(values.size());
    for (int i = 0; i < values.size(); i++) {
      int index = i;
      documents.add(
          new Document(values.get(i), new Places(file.path(), i, () -> later.root(index))));
    }
    return new Documents(documents, List.of());
  }

  /// A document of the file as it is written, for those who change its text.
  ///
  /// @param document as [dev.drift.model.origin.Places#document()] counts them
  public Optional<Written> written(SourceFile file, int document) {
    Text text = new Text(new String(file.content(), StandardCharsets.UTF_8));
    boolean json = file.path().endsWith(".json");
    if (json || text.startsAsJson()) {
      if (new JsonDocuments(file.path(), text, limits).read().problems().isEmpty()) {
        return JsonSyntax.document(text, document).map(root -> new Written(text, root, true));
      }
      if (json) {
        return Optional.empty();
      }
    }
    return new YamlDocuments(file.path(), text, limits)
        .written(document)
        .map(raw -> new Written(text, new SyntaxOf(text).node(raw), false));
  }

  private static Documents parse(SourceFile file, YamlLimits limits) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer bytes = ByteBuffer.wrap(file.content());
    CharBuffer chars = CharBuffer.allocate(file.content().length);
    CoderResult result = decoder.decode(bytes, chars, true);
    Text text = new Text(chars.flip().toString());
    if (result.isError()) {
      return new Documents(List.of(), List.of(notUtf8(file, text, bytes.position())));
    }
    if (file.path().endsWith(".json")) {
      return new JsonDocuments(file.path(), text, limits).read();
    }
    if (text.startsAsJson()) {
      // As kubectl does: JSON where it is JSON (tabs, several values in a row), YAML otherwise.
      Documents json = new JsonDocuments(file.path(), text, limits).read();
      if (json.problems().isEmpty()) {
        return json;
      }
    }
    return new YamlDocuments(file.path(), text, limits).read();
  }

  private static Problem notUtf8(SourceFile file, Text valid, int offset) {
    Place place = valid.place(file.path(), valid.codePoints());
    return Problem.at(
        place,
        Problem.Code.NOT_UTF8,
        String.format(
            Locale.ROOT,
            "%s is not UTF-8: byte %d of the file, on line %d, does not start a character; save it as"
                + " UTF-8.",
            file.path(),
            offset + 1,
            place.line()));
  }
}
