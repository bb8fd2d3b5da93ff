package dev.drift.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramsTest {
  @TempDir Path folder;

  @Test
  void theFirstExecutableFileOfThePathIsFound() throws IOException {
    Path first = Files.createDirectory(folder.resolve("first"));
    Path second = Files.createDirectory(folder.resolve("second"));
    Files.createFile(first.resolve("tool"));
    Path tool = Files.createFile(second.resolve("tool"));
    assertThat(tool.toFile().setExecutable(true)).isTrue();

    assertThat(Programs.find("tool", first + "::" + second)).isEqualTo(tool);
  }

  @Test
  void aMissingProgramIsOneSentence() {
    assertThatThrownBy(() -> Programs.require("sh", "no-such-program"))
        .isInstanceOf(Programs.MissingProgram.class)
        .hasMessage("This test needs no-such-program: run `sh tools/test-packages.sh`.")
        .hasNoCause()
        .satisfies(failure -> assertThat(failure.getStackTrace()).isEmpty());
  }
}
