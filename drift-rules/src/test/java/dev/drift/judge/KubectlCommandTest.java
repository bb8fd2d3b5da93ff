package dev.drift.judge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.model.ResourceId;
import dev.drift.model.kind.GroupKind;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a shell makes of a command, asked of a real one: kubectl is a function that prints its
/// arguments.
class KubectlCommandTest {
  private static final GroupKind ROLE = new GroupKind("rbac.authorization.k8s.io", "ClusterRole");

  /// The API server takes any name for a role that has neither a slash nor a percent sign.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "system:masters",
        "--all",
        "$(touch pwned)",
        "`touch pwned`",
        "a; touch pwned",
        "a && touch pwned",
        "a | touch pwned",
        "it's",
        "'; touch pwned; '",
        "\"; touch pwned; \"",
        "a\\",
        "a\\'; touch pwned; '",
        "*",
        "~root",
        "${IFS}touch${IFS}pwned",
        "a > pwned",
        "# comment",
        "!!",
        "{a,b}",
        "=ls"
      })
  void aNameIsOneWord(String name) throws IOException, InterruptedException {
    ResourceId id = new ResourceId(ROLE, "", name);

    String command = Kubectl.command(id, List.of("delete")).orElseThrow();

    assertThat(words(command)).containsExactly("delete", "clusterrole/" + name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.yaml", "-f.yaml", "http:/evil.yaml", "a b/c d.yaml", "$(x).yaml"})
  void aFileIsOneWordAndNoFlag(String file) throws IOException, InterruptedException {
    List<String> words = words(Kubectl.apply(file, "", false).orElseThrow());

    assertThat(words).hasSize(3).startsWith("apply", "-f");
    assertThat(words.getLast())
        .isIn(file, "./" + file)
        .doesNotStartWith("-f")
        .doesNotMatch("https?:.*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\u001b[31m", "a\u202eb", "a\u0000", "a\u200bb", "a\rb"})
  void whatATerminalMayNotPrintIsNoCommand(String name) {
    assertThat(Kubectl.command(new ResourceId(ROLE, "", name), List.of("delete"))).isEmpty();
    assertThat(Kubectl.apply(name + ".yaml", "", false)).isEmpty();
  }

  @Test
  void customKindsAreNamedByTheirGroup() {
    ResourceId id =
        new ResourceId(new GroupKind("flink.apache.org", "FlinkDeployment"), "flink", "job");

    assertThat(Kubectl.command(id, List.of("delete")))
        .isEqualTo(Optional.of("kubectl -n flink delete flinkdeployment.flink.apache.org/job"));
  }

  private static List<String> words(String command) throws IOException, InterruptedException {
    Process shell =
        new ProcessBuilder(
                "sh",
                "-c",
                "kubectl() { for word; do printf '%s\\n' \"$word\"; done; }\n" + command)
            .redirectErrorStream(true)
            .start();
    String output = new String(shell.getInputStream().readAllBytes(), UTF_8);
    assertThat(shell.waitFor()).as(output).isZero();
    return output.lines().toList();
  }
}
