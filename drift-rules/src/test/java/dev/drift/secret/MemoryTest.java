package dev.drift.secret;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.drift.model.BoundedCache;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is remembered of texts goes with the redactor of the run, and no secret is remembered.
class MemoryTest {
  @Test
  void nothingOutlivesTheRedactor() {
    noFields()
        .that()
        .haveRawType(BoundedCache.class)
        .should()
        .beStatic()
        .check(
            new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.drift.secret"));
  }

  @Test
  void onlyWhatIsToBeKeptIsKept() {
    List<String> asked = new ArrayList<>();
    BoundedCache<Boolean> harmless =
        new BoundedCache<>(
            100,
            10,
            text -> {
              asked.add(text);
              return !text.contains("secret");
            },
            (_, plain) -> plain);
    for (int i = 0; i < 2; i++) {
      assertThat(harmless.of("a secret")).isFalse();
      assertThat(harmless.of("plain")).isTrue();
    }

    assertThat(asked).containsExactly("a secret", "plain", "a secret");
  }
}
