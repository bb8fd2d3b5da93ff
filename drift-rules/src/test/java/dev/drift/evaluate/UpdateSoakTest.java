package dev.drift.evaluate;

import dev.drift.model.scope.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/// Thousands of the steps of [UpdateTest], over the example and the folders of `CORPUS`.
@Tag("soak")
class UpdateSoakTest {
  private static final int SEQUENCES = 150;

  @TestFactory
  Stream<DynamicTest> anUpdateGivesWhatAFullEvaluationGives() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path folder : folders()) {
      for (Scope scope : List.of(Scope.NAMESPACES, Scope.CLUSTER)) {
        tests.add(
            DynamicTest.dynamicTest(
                "%s, scope %s".formatted(folder.getFileName(), scope),
                () -> UpdateTest.run(folder, scope, SEQUENCES)));
      }
    }
    return tests.stream();
  }

  private static List<Path> folders() throws IOException {
    List<Path> folders = new ArrayList<>(List.of(UpdateTest.EXAMPLE));
    String corpus = System.getenv("CORPUS");
    if (corpus != null) {
      try (Stream<Path> entries = Files.list(Path.of("..").resolve(corpus))) {
        entries.filter(Files::isDirectory).sorted().forEach(folders::add);
      }
    }
    return folders;
  }
}
