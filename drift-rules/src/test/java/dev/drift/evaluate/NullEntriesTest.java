package dev.drift.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Nulls among the entries of maps: which of them reach the API server depends on the command. What
/// is live here is what kube-apiserver 1.36.3 stored for each.
class NullEntriesTest {
  private static final String GIT =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: a, namespace: ns, labels: {l: null}, annotations: {n: null}}
      data: {key: value, gone: null}
      """;

  private static final String QUOTA =
      """
      apiVersion: v1
      kind: ResourceQuota
      metadata: {name: a, namespace: ns}
      spec: {hard: {pods: null, limits.cpu: %s}}
      """;

  private static List<String> drift(String git, String live) {
    return new Run()
        .of(git, live).findings().stream().map(finding -> finding.path().toString()).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // kubectl create, kubectl apply --server-side
        "metadata: {name: a, namespace: ns, labels: {l: ''}, annotations: {n: ''}}\\ndata: {key: value, gone: ''}",
        // kubectl apply, which keeps empty annotations alone
        "metadata: {name: a, namespace: ns, annotations: {n: ''}}\\ndata: {key: value}",
        "metadata: {name: a, namespace: ns}\\ndata: {key: value}"
      })
  void whatEachCommandStoresIsInSync(String live) {
    String object = "apiVersion: v1\nkind: ConfigMap\n" + live.replace("\\n", "\n");

    assertThat(Run.lines(new Run().of(GIT, object))).containsExactly("IN_SYNC ConfigMap ns/a");
  }

  @Test
  void anotherValueThanZeroIsDrift() {
    String live = GIT.replace("gone: null", "gone: back").replace("l: null", "l: back");

    assertThat(drift(GIT, live)).containsExactlyInAnyOrder("data.gone", "metadata.labels.l");
  }

  @Test
  void aZeroThatGitDoesNotNameIsDrift() {
    assertThat(drift(GIT, GIT.replace("gone: null", "gone: '', more: ''")))
        .containsExactly("data.more");
  }

  @Test
  void aQuantityBecomesZero() {
    String git = QUOTA.formatted("2");

    assertThat(drift(git, git.replace("pods: null", "pods: '0'"))).isEmpty();
    assertThat(drift(git, git.replace("pods: null", "pods: '1'")))
        .containsExactly("spec.hard.pods");
  }

  /// The map itself is an addition then.
  @Test
  void theOnlyEntry() {
    String git = QUOTA.formatted("null");

    assertThat(drift(git, git.replace("null", "'0'"))).isEmpty();
    assertThat(drift(git, git.replace("pods: null", "pods: '5'").replace("null", "'0'")))
        .isNotEmpty();
  }

  @Test
  void aMaskedSecretIsComparedAllTheSame() {
    String git =
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: a, namespace: ns}
        stringData: {key: null, other: x}
        """;
    String live =
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: a, namespace: ns}
        type: Opaque
        data: {key: '', other: eA==}
        """;

    assertThat(drift(git, live)).isEmpty();
    assertThat(drift(git, live.replace("key: ''", "key: eA=="))).containsExactly("data.key");
  }
}
