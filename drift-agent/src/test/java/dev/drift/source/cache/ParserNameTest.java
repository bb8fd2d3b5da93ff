package dev.drift.source.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParserNameTest {
  @TempDir Path lib;

  @BeforeEach
  void program() throws IOException {
    write("drift-agent-1.jar", "agent");
    write("drift-rules-1.jar", "rules");
    write("snakeyaml-2.7.jar", "yaml");
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(lib.resolve(name), content);
  }

  private String name() {
    return ParserName.of(lib.resolve("drift-agent-1.jar").toString()).orElse("");
  }

  @Test
  void isTheSameForTheSameProgram() {
    assertThat(name()).matches("drift [0-9a-f]{8}").isEqualTo(name());
  }

  @Test
  void changesWithTheBuildOfDrift() throws IOException {
    String before = name();
    write("drift-rules-1.jar", "RULES");

    assertThat(name()).isNotEqualTo(before);
  }

  @Test
  void changesWithALibrary() throws IOException {
    String before = name();
    Files.move(lib.resolve("snakeyaml-2.7.jar"), lib.resolve("snakeyaml-2.8.jar"));

    assertThat(name()).isNotEqualTo(before);
  }

  @Test
  void isMissingWhereTheProgramIsNoJar() {
    assertThat(ParserName.of("target/classes")).isEmpty();
    assertThat(ParserName.of("a.jar:b.jar")).isEmpty();
    assertThat(ParserName.of(lib.resolve("gone.jar").toString())).isEmpty();
    assertThat(ParserName.of("")).isEmpty();
  }
}
