package dev.drift.edit;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.difflib.DiffUtils;
import dev.drift.model.origin.Places;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import dev.drift.yaml.Document;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.YamlLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Random single changes of the manifests of a folder, edited into their files.
///
/// Each edited file, read again, says what the change said and nothing else, and of the old lines
/// only those of the changed node have changed.
final class EditProperty {
  private final DocumentReader reader = new DocumentReader(YamlLimits.DEFAULT);
  private final FileEditor editor = new FileEditor(YamlLimits.DEFAULT);
  private final Map<String, Integer> refusals = new TreeMap<>();
  private final List<String> failures = new ArrayList<>();
  private int edited;

  /// @param changes of all files together
  static EditProperty run(Path folder, long seed, int changes) throws IOException {
    EditProperty property = new EditProperty();
    List<SourceFile> files = files(folder);
    Random random = new Random(seed);
    for (int i = 0; i < changes; i++) {
      SourceFile file = files.get(random.nextInt(files.size()));
      long one = random.nextLong();
      try {
        property.change(file, one);
      } catch (AssertionError | RuntimeException e) {
        property.failures.add("%s, change %d: %s".formatted(file.path(), one, e));
      }
    }
    return property;
  }

  static List<SourceFile> files(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths
          .filter(Files::isRegularFile)
          .filter(path -> DocumentReader.reads(path.toString()))
          .sorted()
          .map(path -> file(folder, path))
          .toList();
    }
  }

  private static SourceFile file(Path folder, Path path) {
    try {
      return new SourceFile(folder.relativize(path).toString(), Files.readAllBytes(path));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /// Each with the file and the seed of the change.
  List<String> failures() {
    return failures;
  }

  int edited() {
    return edited;
  }

  int refused() {
    return refusals.values().stream().mapToInt(Integer::intValue).sum();
  }

  /// How many edits were refused, by reason.
  Map<String, Integer> refusals() {
    return refusals;
  }

  void change(SourceFile file, long seed) {
    List<Document> documents = reader.read(file).documents();
    if (documents.isEmpty()) {
      return;
    }
    Document document = documents.get(new Random(seed).nextInt(documents.size()));
    Optional<RandomEdits.Case> next = new RandomEdits(seed).next(document.value());
    if (next.isEmpty()) {
      return;
    }
    RandomEdits.Case one = next.get();
    String what = "%s, seed %d: %s".formatted(file.path(), seed, one.edit());
    switch (editor.edit(file, document.places(), List.of(one.edit()))) {
      case EditResult.Refused refused ->
          refusals.merge(
              refused.reason() + " " + refused.sentence().replaceFirst("^[^ ]* ", ""),
              1,
              Integer::sum);
      case EditResult.Emptied _ -> throw new AssertionError(what);
      case EditResult.Edited(byte[] content) -> {
        edited++;
        List<Document> after = reader.read(new SourceFile(file.path(), content)).documents();
        assertThat(after).as(what).hasSameSizeAs(documents);
        for (int i = 0; i < after.size(); i++) {
          Value expected =
              documents.get(i).places().document() == document.places().document()
                  ? one.expected()
                  : documents.get(i).value();
          assertThat(after.get(i).value().equals(expected)).as(what).isTrue();
        }
        lines(what, file, content, document, one);
      }
    }
  }

  /// Old lines that changed are those of the node.
  private static void lines(
      String what, SourceFile file, byte[] content, Document document, RandomEdits.Case one) {
    List<String> before = lines(file.content());
    List<String> after = lines(content);
    Places.Node node = node(document, one);
    int first = node.line();
    int last = lastLine(before, node);
    // The key stands above, and comments between the two.
    int key = Math.max(1, first - 1);
    while (key > 1 && before.get(key - 1).strip().startsWith("#")) {
      key--;
    }
    if (one.edit() instanceof Edit.Remove
        && (dashed(before, first) || dashed(before, Math.max(1, first - 1)))) {
      last++; // What follows in the item moves up to its dash.
    }
    assertThat(
            after.size() >= key - 1 && before.subList(0, key - 1).equals(after.subList(0, key - 1)))
        .as("%s: lines before %d", what, key)
        .isTrue();
    int behind = before.size() - last;
    assertThat(
            after.size() >= behind
                && before
                    .subList(last, before.size())
                    .equals(after.subList(after.size() - behind, after.size())))
        .as("%s: lines behind %d", what, last)
        .isTrue();
    if (one.adds()) {
      int changed =
          DiffUtils.diff(before, after).getDeltas().stream()
              .mapToInt(delta -> delta.getSource().size())
              .sum();
      // Of a list in brackets, the line that gets a comma; of an item, the dash.
      assertThat(changed).as("%s: changed lines", what).isLessThanOrEqualTo(1);
    }
  }

  private static boolean dashed(List<String> lines, int line) {
    return lines.get(line - 1).strip().startsWith("- ");
  }

  private static Places.Node node(Document document, RandomEdits.Case one) {
    Places.Node node = document.places().root();
    Places.Node parent = node;
    for (var element : one.node().elements()) {
      parent = node;
      node =
          switch (element) {
            case dev.drift.model.value.Path.Field(String name) ->
                Optional.ofNullable(node.fields().get(name)).orElseThrow();
            case dev.drift.model.value.Path.Index(int index) -> node.items().get(index);
            default -> throw new IllegalArgumentException("no such step");
          };
    }
    // Of the last of its kind the brackets are left, and of JSON the comma of the one before.
    boolean alone = parent.fields().size() + parent.items().size() == 1;
    boolean removes = one.edit() instanceof Edit.Remove;
    return removes && (alone || document.places().file().endsWith(".json")) ? parent : node;
  }

  private static int lastLine(List<String> before, Places.Node node) {
    int characters = 0;
    int line = 0;
    while (line < before.size() && characters < Math.max(node.end(), node.start() + 1)) {
      characters += before.get(line).codePointCount(0, before.get(line).length()) + 1;
      line++;
    }
    return line;
  }

  private static List<String> lines(byte[] content) {
    return List.of(new String(content, StandardCharsets.UTF_8).split("\n", -1));
  }
}
