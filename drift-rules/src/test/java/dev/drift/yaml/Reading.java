package dev.drift.yaml;

import dev.drift.model.Problem;
import dev.drift.model.origin.Places;
import dev.drift.model.origin.SourceFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;

/// Reads text as a file, and prints what comes out of it.
public final class Reading {
  private Reading() {}

  public static Documents of(String file, String text) {
    return of(file, text, YamlLimits.DEFAULT);
  }

  public static Documents of(String file, String text, YamlLimits limits) {
    return new DocumentReader(limits)
        .read(new SourceFile(file, text.getBytes(StandardCharsets.UTF_8)));
  }

  /// The problems as people see them, with code and column.
  static List<String> problems(Documents documents) {
    return documents.problems().stream()
        .map(
            problem ->
                "%s at %d: %s"
                    .formatted(
                        problem.code(),
                        problem.place().map(place -> place.column()).orElse(0),
                        problem.message()))
        .toList();
  }

  static List<Problem.Code> codes(Documents documents) {
    return documents.problems().stream().map(Problem::code).toList();
  }

  /// Each value as a line: path, line, column, the text between its offsets, `*` where it is
  /// shared.
  static String places(Documents documents, String text) {
    StringBuilder lines = new StringBuilder();
    for (Document document : documents.documents()) {
      Places places = document.places();
      add("%s#%d".formatted(places.file(), places.document()), places.root(), text, lines);
    }
    return lines.toString();
  }

  private static void add(String path, Places.Node node, String text, StringBuilder lines) {
    String slice =
        text.substring(
            text.offsetByCodePoints(0, node.start()), text.offsetByCodePoints(0, node.end()));
    lines.append(
        "%s %d:%d%s `%s`\n"
            .formatted(
                path,
                node.line(),
                node.column(),
                node.alias() ? "*" : "",
                slice.replace("\r", "\\r").replace("\n", "\\n")));
    new TreeMap<>(node.fields())
        .forEach((name, field) -> add(path + "." + name, field, text, lines));
    for (int i = 0; i < node.items().size(); i++) {
      add(path + "[" + i + "]", node.items().get(i), text, lines);
    }
  }
}
