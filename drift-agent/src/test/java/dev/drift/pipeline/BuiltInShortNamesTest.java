package dev.drift.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.model.kind.GroupKind;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneExtension;
import dev.drift.testkit.ControlPlaneOptions;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The table is what kubectl says of a real API server.
@Tag("cluster")
class BuiltInShortNamesTest {
  @RegisterExtension
  static final ControlPlaneExtension PLANE =
      ControlPlaneExtension.with(ControlPlaneOptions.apiServerOnly());

  @Test
  void kubectlListsTheSame(ControlPlane plane) {
    List<String> lines =
        plane
            .kubectl("api-resources", "--no-headers", "--cached=false")
            .orThrow()
            .stdout()
            .lines()
            .toList();

    assertThat(lines).hasSizeGreaterThan(50);
    for (String line : lines) {
      // Name, short names if there are any, apiVersion, whether namespaced, kind.
      String[] words = line.strip().split(" +");
      List<String> shortNames = words.length == 5 ? List.of(words[1].split(",")) : List.of();
      GroupKind kind = GroupKind.of(words[words.length - 3], words[words.length - 1]);
      // Other tests of this JVM add kinds of their own to the shared API server.
      if (!kind.group().endsWith("example.com")) {
        assertThat(BuiltInShortNames.of(kind)).as(line).containsExactlyElementsOf(shortNames);
      }
    }
  }
}
