package dev.drift.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.edit.EditResult;
import dev.drift.edit.FileEditor;
import dev.drift.edit.RandomEdits;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import dev.drift.testkit.Binaries;
import dev.drift.testkit.Binary;
import dev.drift.testkit.Kubectl;
import dev.drift.testkit.KubectlResult;
import dev.drift.yaml.Document;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.YamlLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an edited file says to Drift, it says to kubectl.
///
/// `-Ddrift.edit.seed=7` takes other changes.
@Tag("cluster")
class EditedFilesKubectlTest {
  private static final Path EXAMPLE = Path.of("../examples/lakehouse");
  private static final long SEED = Long.getLong("drift.edit.seed", 1);
  private static final int CHANGES = Integer.getInteger("drift.edit.kubectl", 40);

  /// Without these, kubectl takes the file for something else.
  private static final Set<String> IDENTITY = Set.of("apiVersion", "kind", "metadata");

  private final DocumentReader reader = new DocumentReader(YamlLimits.DEFAULT);

  @TempDir Path folder;

  @Test
  void kubectlReadsWhatWasIntended() throws IOException {
    List<SourceFile> files = files();
    Random random = new Random(SEED);
    int read = 0;
    while (read < CHANGES) {
      SourceFile file = files.get(random.nextInt(files.size()));
      long seed = random.nextLong();
      List<Document> documents = reader.read(file).documents();
      Document document = documents.get(random.nextInt(documents.size()));
      Optional<RandomEdits.Case> change =
          new RandomEdits(seed).next(document.value()).filter(EditedFilesKubectlTest::isInside);
      if (change.isEmpty()) {
        continue;
      }
      String what = "%s, seed %d: %s".formatted(file.path(), seed, change.get().edit());
      EditResult result =
          new FileEditor(YamlLimits.DEFAULT)
              .edit(file, document.places(), List.of(change.get().edit()));
      assertThat(result).as(what).isInstanceOf(EditResult.Edited.class);
      List<Value.Obj> expected = new ArrayList<>();
      for (Document one : documents) {
        Value value =
            one.places().document() == document.places().document()
                ? change.get().expected()
                : one.value();
        expected.add((Value.Obj) value);
      }
      assertThat(read(((EditResult.Edited) result).content(), expected))
          .as(what)
          .isEqualTo(expected);
      read++;
    }
  }

  private static boolean isInside(RandomEdits.Case change) {
    return change.edit().path().elements().getFirst()
            instanceof dev.drift.model.value.Path.Field(String name)
        && !IDENTITY.contains(name);
  }

  private List<SourceFile> files() throws IOException {
    try (Stream<Path> paths = Files.walk(EXAMPLE)) {
      return paths
          .filter(path -> path.toString().endsWith(".yaml") && !path.endsWith("drift.yaml"))
          .sorted()
          .map(EditedFilesKubectlTest::file)
          .filter(file -> reader.read(file).documents().stream().noneMatch(this::isList))
          .toList();
    }
  }

  /// kubectl prints the items of a list, not the list.
  private boolean isList(Document document) {
    return !(document.value() instanceof Value.Obj object)
        || object.text("kind").orElse("List").endsWith("List");
  }

  private static SourceFile file(Path path) {
    try {
      return new SourceFile(path.toString(), Files.readAllBytes(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The objects as kubectl prints them, having removed a label that is not there: it needs no
  /// server for that, and adds empty labels where there are none.
  private List<Value.Obj> read(byte[] content, List<Value.Obj> expected) throws IOException {
    Path file = folder.resolve("edited.yaml");
    Files.write(file, content);
    Kubectl kubectl =
        new Kubectl(
            Binaries.resolve().path(Binary.KUBECTL),
            folder.resolve("none"),
            folder,
            folder,
            Map.of(),
            "");
    KubectlResult result =
        kubectl.run("label", "--local", "-f", file.toString(), "no-such-label-", "-o", "json");
    byte[] json = result.orThrow().stdout().getBytes(StandardCharsets.UTF_8);
    List<Value.Obj> objects = new ArrayList<>();
    for (Document document : reader.read(new SourceFile("out.json", json)).documents()) {
      Value.Obj object = (Value.Obj) document.value();
      boolean labelled = expected.get(objects.size()).object("metadata").get("labels").isPresent();
      objects.add(
          labelled ? object : object.with("metadata", object.object("metadata").without("labels")));
    }
    return objects;
  }
}
