package dev.drift.cli.console;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsoleTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "AUTO,   true,  '',                          true",
    "AUTO,   false, '',                          false",
    "AUTO,   true,  NO_COLOR=1,                  false",
    "AUTO,   true,  NO_COLOR=,                   true",
    "AUTO,   true,  TERM=dumb,                   false",
    "AUTO,   true,  CLICOLOR=0,                  false",
    "AUTO,   false, CLICOLOR_FORCE=1,            true",
    "AUTO,   true,  CLICOLOR_FORCE=0,            true",
    "AUTO,   true,  NO_COLOR=1 CLICOLOR_FORCE=1, false",
    "ALWAYS, false, NO_COLOR=1,                  true",
    "NEVER,  true,  CLICOLOR_FORCE=1,            false",
  })
  void colors(ColorChoice choice, boolean terminal, String environment, boolean expected) {
    Map<String, String> variables = new TreeMap<>();
    for (String variable : environment.split(" ")) {
      int equals = variable.indexOf('=');
      if (equals > 0) {
        variables.put(variable.substring(0, equals), variable.substring(equals + 1));
      }
    }
    assertThat(console(UTF_8, terminal, variables).hasColor(choice)).isEqualTo(expected);
  }

  @Test
  void width() {
    assertThat(console(UTF_8, true, Map.of("COLUMNS", "84")).width()).isEqualTo(84);
    assertThat(console(UTF_8, true, Map.of("COLUMNS", "wide")).width()).isEqualTo(100);
    assertThat(console(UTF_8, false, Map.of()).width()).isEqualTo(120);
  }

  @Test
  void asciiWhereTheTerminalHasNoMore() {
    assertThat(console(UTF_8, true, Map.of()).hasUnicode()).isTrue();
    assertThat(console(US_ASCII, true, Map.of()).hasUnicode()).isFalse();
    assertThat(console(ISO_8859_1, true, Map.of()).hasUnicode()).isFalse();
  }

  @Test
  void aPipeIsToldByItsType() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

    assertThat(Console.isPipe(pipe)).isTrue();
    assertThat(Console.isPipe(Files.createFile(folder.resolve("file")))).isFalse();
    assertThat(Console.isPipe(Path.of("/dev/null"))).isFalse();
    assertThat(Console.isPipe(folder.resolve("none"))).isFalse();
  }

  @Test
  void noAnimationInCi() {
    assertThat(console(UTF_8, true, Map.of()).canAnimate()).isTrue();
    assertThat(console(UTF_8, true, Map.of("CI", "true")).canAnimate()).isFalse();
    assertThat(console(UTF_8, true, Map.of("TERM", "dumb")).canAnimate()).isFalse();
    assertThat(console(UTF_8, false, Map.of()).canAnimate()).isFalse();
  }

  private static Console console(
      Charset charset, boolean terminal, Map<String, String> environment) {
    return new Console(
        OutputStream.nullOutputStream(),
        new PrintStream(OutputStream.nullOutputStream()),
        charset,
        terminal,
        terminal,
        () -> false,
        environment);
  }
}
