package dev.drift.pipeline.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.drift.config.Config;
import dev.drift.config.SourceConfig;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.scope.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigFilesTest {
  private static final String OWN =
      "apiVersion: drift.dev/v1\nkind: Config\nsources: [{scope: cluster}]\n";

  @TempDir Path folder;

  @Test
  void foldersAndPoliciesAreRelativeToTheFile() throws IOException {
    Files.writeString(
        folder.resolve("team.yaml"),
        "apiVersion: drift.dev/v1\nkind: Policy\nmetadata: {name: team}\nspec: {}\n");
    Path file =
        Files.writeString(
            folder.resolve("drift.yaml"),
            """
            apiVersion: drift.dev/v1
            kind: Config
            sources:
              - name: self
              - repo: ../network
              - repo: /srv/storage
              - repo: https://git.example.com/platform.git
            policies: [team.yaml]
            """);

    Config config = ConfigFiles.read(file);

    assertThat(config.sources())
        .extracting(SourceConfig::repo)
        .containsExactly(
            folder.toString(),
            folder + "/../network",
            "/srv/storage",
            "https://git.example.com/platform.git");
    assertThat(config.policies()).containsExactly(folder + "/team.yaml");
  }

  @Test
  void aFileThatCannotBeReadIsAnInputError() {
    Path missing = folder.resolve("drift.yml");
    assertThat(problems(missing))
        .containsExactly(
            "INVALID_CONFIG %s does not exist; pass the path of a configuration file"
                .formatted(missing));
    assertThat(problems(folder))
        .containsExactly(
            "INVALID_CONFIG %s cannot be read; check that it is a readable file".formatted(folder));
  }

  @Test
  void whatIsWrongWithAFileAndItsPoliciesIsFoundTogether() throws IOException {
    Path policy =
        Files.writeString(
            folder.resolve("team.yaml"),
            "apiVersion: drift.dev/v1\nkind: Policy\nmetadata: {name: team}\nspec: {exceptions: []}\n");
    Path file =
        Files.writeString(
            folder.resolve("drift.yaml"),
            """
            apiVersion: drift.dev/v1
            kind: Config
            sources: [{scope: all}]
            policies: [team.yaml, missing.yaml, "a\\0b"]
            """);

    assertThat(problems(file))
        .containsExactly(
            "INVALID_CONFIG %s:3:19 scope must be objects, namespaces or cluster".formatted(file),
            "INVALID_CONFIG %s:4:23 missing.yaml is not a file; paths of policies are relative to the"
                    .formatted(file)
                + " folder of this file",
            "INVALID_CONFIG %s:4:37 a\0b is not a file; paths of policies are relative to the"
                    .formatted(file)
                + " folder of this file",
            "INVALID_POLICY %s:4:20 spec.exceptions is not a field of spec".formatted(policy));
  }

  @Test
  void aRepositoryClaimsAScopeForItself() {
    Config.Reading reading = repository(OWN);

    assertThat(reading.problems()).isEmpty();
    assertThat(reading.config())
        .isEqualTo(
            new Config(
                List.of(
                    new SourceConfig(
                        "repository",
                        ".",
                        Optional.empty(),
                        List.of(),
                        Optional.of(Scope.CLUSTER),
                        Optional.empty())),
                List.of()));
  }

  /// What else is right in it applies.
  @Test
  void aRepositoryListsNoPolicies() {
    Config.Reading reading = repository(OWN + "policies: [team.yaml]\n");

    assertThat(lines(reading.problems()))
        .containsExactly(
            "INVALID_CONFIG drift.yaml:4:11 only the agent's drift.yaml lists policies; remove the"
                + " key: policies in a repository are found by their kind and apply within limits");
    assertThat(reading.config()).isEqualTo(repository(OWN).config());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "apiVersion: drift.dev/v1~kind: Config~sources: [{repo: ../other}]"
            + "|INVALID_CONFIG drift.yaml:3:18 a repository's own drift.yaml describes that repository"
            + " only; remove repo, and add other repositories to the agent's drift.yaml",
        "``|INVALID_CONFIG drift.yaml is empty; start it with apiVersion: drift.dev/v1 and kind:"
            + " Config",
        "# none|INVALID_CONFIG drift.yaml is empty; start it with apiVersion: drift.dev/v1 and kind:"
            + " Config",
        "a: [|YAML_SYNTAX drift.yaml:1:5 drift.yaml:1: this is not valid YAML.",
        "- a|INVALID_CONFIG drift.yaml:1:1 the file must be a mapping",
        "a: 1~---~b: 2|INVALID_CONFIG drift.yaml:3:1 second document found; the file must contain"
            + " exactly one configuration",
      })
  void nothingElseOfARepositorysFileApplies(String text, String problem) {
    Config.Reading reading = repository(text.replace('~', '\n'));

    assertThat(lines(reading.problems())).containsExactly(problem);
    assertThat(reading.config()).isEqualTo(Config.EMPTY);
  }

  private static Config.Reading repository(String text) {
    return ConfigFiles.ofRepository(new SourceFile("drift.yaml", text.getBytes(UTF_8)));
  }

  /// What the agent's own file is refused for.
  private static List<String> problems(Path file) {
    DriftException refusal =
        catchThrowableOfType(DriftException.class, () -> ConfigFiles.read(file));
    assertThat(refusal.problems()).allMatch(it -> it.code().type() == Problem.Type.INPUT);
    return lines(refusal.problems());
  }

  private static List<String> lines(List<Problem> problems) {
    return problems.stream()
        .map(
            problem ->
                "%s %s%s"
                    .formatted(
                        problem.code(),
                        problem.place().map(place -> place + " ").orElse(""),
                        problem.message()))
        .toList();
  }
}
