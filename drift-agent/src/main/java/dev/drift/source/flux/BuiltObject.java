package dev.drift.source.flux;

import dev.drift.model.origin.Generated;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// One object that kustomize has built, before variables are substituted.
///
/// @param text as Flux substitutes in it: without the annotation that only Drift asked for
/// @param secrets paths of values that kustomize copied from Secrets
record BuiltObject(String text, Value.Obj content, Generated origin, Set<Path> secrets) {
  private static final String SUBSTITUTE = FluxKustomization.GROUP + "/substitute";
  private static final String DISABLED = "disabled";

  BuiltObject {
    secrets = Set.copyOf(secrets);
  }

  /// Whether its variables stay as they are.
  boolean isNotSubstituted() {
    Value.Obj metadata = content.object("metadata");
    return List.of("labels", "annotations").stream()
        .anyMatch(it -> metadata.object(it).text(SUBSTITUTE).filter(DISABLED::equals).isPresent());
  }

  /// The documents of what kustomize prints, which is indented by 2.
  static List<String> documents(String printed) {
    List<String> documents = new ArrayList<>();
    StringBuilder document = new StringBuilder();
    for (String line : printed.split("(?<=\n)", -1)) {
      if (line.equals("---\n")) {
        documents.add(document.toString());
        document.setLength(0);
      } else {
        document.append(line);
      }
    }
    documents.add(document.toString());
    return documents.stream().filter(it -> !it.isBlank()).toList();
  }

  /// A document without an annotation, and without annotations if there is no other.
  static String without(String annotation, String document) {
    String key = "    " + annotation + ":";
    List<String> lines = new ArrayList<>();
    int annotations = -1;
    boolean inMetadata = false;
    boolean inKey = false;
    for (String line : document.split("(?<=\n)", -1)) {
      int indent = indent(line);
      if (indent == 0) {
        inMetadata = line.startsWith("metadata:");
      }
      inKey = inMetadata && (line.startsWith(key) || (inKey && (indent > 4 || line.isBlank())));
      if (inKey) {
        continue;
      }
      if (inMetadata && line.equals("  annotations:\n")) {
        annotations = lines.size();
      }
      lines.add(line);
    }
    boolean isEmpty =
        annotations >= 0
            && (annotations + 1 == lines.size() || indent(lines.get(annotations + 1)) < 4);
    if (isEmpty) {
      lines.remove(annotations);
    }
    return String.join("", lines);
  }

  private static int indent(String line) {
    int indent = 0;
    while (indent < line.length() && line.charAt(indent) == ' ') {
      indent++;
    }
    return indent;
  }

  @Override
  public String toString() {
    return "BuiltObject(%s)".formatted(origin); // The text may hold secrets.
  }
}
