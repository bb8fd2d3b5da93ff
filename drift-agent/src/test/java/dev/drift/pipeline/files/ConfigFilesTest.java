package dev.drift.pipeline.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.config.Config;
import dev.drift.config.SourceConfig;
import dev.drift.model.Problem;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.scope.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFilesTest {
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
  void aRepositorysOwnFileHasItsLimits() {
    String file = "apiVersion: drift.dev/v1\nkind: Config\nsources: [{scope: cluster}]\n";

    Config.Written right = repository(file);
    assertThat(right.problems()).isEmpty();
    assertThat(right.config().sources()).extracting(SourceConfig::repo).containsExactly(".");
    assertThat(right.config().sources().getFirst().scope()).contains(Scope.CLUSTER);

    for (String wrong :
        new String[] {file + "policies: []\n", file.replace("scope", "repo"), "", "a: [", "- a"}) {
      Config.Written written = repository(wrong);
      assertThat(written.problems()).as(wrong).isNotEmpty();
      assertThat(written.problems()).allMatch(it -> it.code().type() == Problem.Type.INPUT);
      assertThat(written.config().policies()).isEmpty();
    }
  }

  private static Config.Written repository(String text) {
    return ConfigFiles.ofRepository(new SourceFile("drift.yaml", text.getBytes(UTF_8)));
  }
}
