package dev.drift.edit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/// Thousands of the changes of [EditPropertyTest], over the example and the folders of `CORPUS`.
@Tag("soak")
class EditSoakTest {
  private static final long SEED = Long.getLong("drift.edit.seed", 1);
  private static final int CHANGES = Integer.getInteger("drift.edit.changes", 2_000);

  @TestFactory
  Stream<DynamicTest> anyChangeIsEditedAndNothingElseChanges() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path folder : folders()) {
      tests.add(DynamicTest.dynamicTest(folder.getFileName().toString(), () -> run(folder)));
    }
    return tests.stream();
  }

  private static void run(Path folder) throws IOException {
    EditProperty property = EditProperty.run(folder, SEED, CHANGES);
    System.out.printf(
        "%s, seed %d: %d edited, %d refused %s%n",
        folder.getFileName(), SEED, property.edited(), property.refused(), property.refusals());
    assertThat(property.failures()).isEmpty();
    assertThat(property.edited()).isGreaterThan(CHANGES / 2);
    assertThat(property.refused()).isLessThan(CHANGES / 100);
  }

  private static List<Path> folders() throws IOException {
    List<Path> folders = new ArrayList<>(List.of(EditPropertyTest.EXAMPLE));
    String corpus = System.getenv("CORPUS");
    if (corpus != null) {
      try (Stream<Path> entries = Files.list(Path.of("..").resolve(corpus))) {
        entries.filter(Files::isDirectory).sorted().forEach(folders::add);
      }
    }
    return folders;
  }
}
