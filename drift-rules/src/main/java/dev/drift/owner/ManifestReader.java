package dev.drift.owner;

import dev.drift.model.kind.GroupKind;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.HeldObject;
import dev.drift.model.value.Value;
import dev.drift.yaml.Document;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.Documents;
import dev.drift.yaml.YamlLimits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads which objects the texts of a release describe.
final class ManifestReader {
  /// Far above any chart: a release has at most a few megabytes.
  private static final int MOST_OBJECTS = 10_000;

  /// What no name of an object, namespace, group or kind goes beyond: a snapshot keeps these.
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:-]{1,253}");

  private static final DocumentReader YAML = new DocumentReader(YamlLimits.DEFAULT);

  private final List<HeldObject> objects = new ArrayList<>();
  private boolean complete = true;

  List<HeldObject> objects() {
    return objects;
  }

  /// Whether every document could be read.
  boolean isComplete() {
    return complete;
  }

  void read(String text) {
    int from = 0;
    while (from < text.length()) {
      int separator = separator(text, from);
      document(text.substring(from, separator));
      int lineEnd = text.indexOf('\n', separator);
      from = lineEnd < 0 ? text.length() : lineEnd + 1;
    }
  }

  /// Where the next line that separates documents begins.
  private static int separator(String text, int from) {
    int at = text.startsWith("---", from) ? from : text.indexOf("\n---", from);
    return at < 0 ? text.length() : at == from ? from : at + 1;
  }

  private void document(String document) {
    Optional<HeldObject> plain = PlainDocument.read(document);
    if (plain.isEmpty()) {
      parse(document);
    } else if (RightsDigest.areGivenBy(plain.get().groupKind())) {
      add(withRights(plain.get(), document));
    } else {
      add(plain.get());
    }
  }

  /// A document that kubectl would not read, such as one with a key twice, keeps its name; its
  /// rights are unknown.
  private static HeldObject withRights(HeldObject held, String document) {
    Documents read = documents(document);
    boolean one = read.problems().isEmpty() && read.documents().size() == 1;
    return one && read.documents().getFirst().value() instanceof Value.Obj content
        ? new HeldObject(
            held.groupKind(), held.namespace(), held.name(), RightsDigest.digest(content))
        : held;
  }

  private void parse(String document) {
    if (document.isBlank()) {
      return;
    }
    Documents read = documents(document);
    complete &= read.problems().isEmpty();
    for (Document one : read.documents()) {
      if (one.value() instanceof Value.Obj content) {
        parsed(content);
      }
    }
  }

  private void parsed(Value.Obj content) {
    String kind = content.text("kind").orElse("");
    if (kind.endsWith("List") && content.get("items").isPresent()) {
      content.objects("items").forEach(this::parsed);
      return;
    }
    Value.Obj metadata = content.object("metadata");
    GroupKind groupKind = GroupKind.of(content.text("apiVersion").orElse(""), kind);
    add(
        new HeldObject(
            groupKind,
            metadata.text("namespace").orElse(""),
            metadata.text("name").orElse(""),
            RightsDigest.areGivenBy(groupKind) ? RightsDigest.digest(content) : ""));
  }

  private void add(HeldObject held) {
    if (objects.size() >= MOST_OBJECTS) {
      complete = false;
    } else if (isName(held.name())
        && isName(held.groupKind().kind())
        && (held.groupKind().group().isEmpty() || isName(held.groupKind().group()))
        && (held.namespace().isEmpty() || isName(held.namespace()))) {
      objects.add(held);
    }
  }

  private static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  private static Documents documents(String document) {
    return YAML.read(new SourceFile("manifest.yaml", document.getBytes(StandardCharsets.UTF_8)));
  }
}
