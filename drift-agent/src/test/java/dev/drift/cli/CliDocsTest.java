package dev.drift.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.Golden;
import dev.drift.finding.ExitCode;
import dev.drift.report.SampleReports;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

/// docs/cli.md is what `--help` says.
@Tag("golden")
class CliDocsTest {
  private static final String MAN_PAGES = "drift-agent/src/main/dist/share/man/man1";

  @Test
  void documentsEveryCommand() {
    StringBuilder out =
        new StringBuilder(
            """
            # Command line

            This is what `--help` says; `make docs` writes it.
            """);
    CommandLine drift = commandLine();
    commands(drift)
        .forEach(
            command ->
                out.append("\n## ")
                    .append(qualifiedName(command))
                    .append("\n\n```text\n")
                    .append(help(command))
                    .append("```\n"));
    Golden.checkInRepository("docs/cli.md", out.toString());
  }

  /// They are packed with the program.
  @Test
  void everyCommandHasAManPage() throws Exception {
    Path folder = Golden.repository().resolve(MAN_PAGES);
    List<String> written = new ArrayList<>();
    for (CommandLine command : commands(commandLine()).toList()) {
      String file = ManPage.name(command) + ".1";
      Golden.checkInRepository(MAN_PAGES + "/" + file, ManPage.of(command));
      written.add(file);
      Process groff =
          new ProcessBuilder("groff", "-man", "-ww", "-z", folder.resolve(file).toString())
              .redirectErrorStream(true)
              .start();
      assertThat(new String(groff.getInputStream().readAllBytes(), UTF_8)).as(file).isEmpty();
      assertThat(groff.waitFor()).as(file).isZero();
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(it -> it.getFileName().toString()))
          .as("pages of commands that are gone")
          .containsExactlyInAnyOrderElementsOf(written);
    }
  }

  private static Stream<CommandLine> commands(CommandLine command) {
    return Stream.concat(
        Stream.of(command),
        command.getSubcommands().values().stream().flatMap(CliDocsTest::commands));
  }

  @ParameterizedTest
  @EnumSource
  void tellsEveryExitCode(ExitCode code) {
    assertThat(commandLine().getUsageMessage())
        .containsPattern("(?m)^ +" + code.code() + "   [a-z]");
  }

  @Test
  void helpIsForPeopleWhoAskedForIt() {
    Run run = Run.of(SampleReports.clean(), "check", "--help");
    assertThat(run.code()).isEqualTo(0);
    assertThat(run.out()).contains("drift check --repo URL|DIR");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void completionKnowsCommandsOptionsAndChoices() {
    Run run = Run.of(SampleReports.clean(), "completion", "bash");
    assertThat(run.code()).isEqualTo(0);
    assertThat(run.out())
        .contains("check", "snapshot", "--kubeconfig", "--fail-on")
        .contains("\"critical\" \"high\" \"medium\" \"low\" \"info\"");
    assertThat(Run.of(SampleReports.clean(), "completion", "fish").code()).isEqualTo(2);
  }

  @Test
  void aWrongCommandIsComparedWithAll() {
    Run run = Run.of(SampleReports.clean(), "snapshto");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("Did you mean snapshot");
  }

  @ParameterizedTest
  @CsvSource({
    "completion, 'SHELL'",
    "explain --repo ., 'KIND[/NAME]'",
    "rules explain, 'CODE'",
    "check, '--repo=URL|DIR'",
    "snapshot, '--out=FILE'"
  })
  void tellsWhatIsMissing(String arguments, String missing) {
    Run run = Run.of(SampleReports.clean(), arguments.split(" "));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).containsPattern("Missing required (option|parameter): '\\Q" + missing);
    assertThat(run.commands().requests).isEmpty();
  }

  private static String qualifiedName(CommandLine command) {
    return command.getCommandSpec().qualifiedName();
  }

  private static String help(CommandLine command) {
    return command.getUsageMessage(CommandLine.Help.Ansi.OFF);
  }

  private static CommandLine commandLine() {
    return Program.commandLine(
        Run.console(OutputStream.nullOutputStream(), OutputStream.nullOutputStream(), Map.of()),
        new FakeCommands(SampleReports::clean));
  }
}
