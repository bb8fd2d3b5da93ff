package dev.drift.kubernetes.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drift.kubernetes.http.Target;
import dev.drift.kubernetes.read.Clusters;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.net.ProxyAddress;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Kubeconfig files, understood as kubectl understands them.
class KubeconfigTest {
  @TempDir Path folder;

  @Test
  void mergesTheFilesOfTheVariable() throws IOException {
    Path first =
        write(
            "first",
            """
            current-context: both
            contexts:
            - name: both
              context: {cluster: one, user: me}
            clusters:
            - name: one
              cluster: {server: "https://first:6443"}
            """);
    Path second =
        write(
            "second",
            """
            current-context: other
            contexts:
            - name: other
              context: {cluster: two, user: me}
            clusters:
            - name: one
              cluster: {server: "https://hidden:6443"}
            - name: two
              cluster: {server: "https://second:6443/prefix/"}
            users:
            - name: me
              user: {token: "0123"}
            """);
    String variable =
        String.join(File.pathSeparator, first + "", folder.resolve("none") + "", second + "");
    Environment environment =
        new Environment(
            Map.of("KUBECONFIG", variable), folder, folder, false, InstantSource.system());

    Target current = Connections.target(ConnectionOptions.defaults(), environment);
    Target other =
        Connections.target(
            new ConnectionOptions(Optional.empty(), Optional.of("other")), environment);

    assertThat(current.context()).isEqualTo("both");
    assertThat(current.server()).hasToString("https://first:6443");
    assertThat(current.authentication().header()).contains("Bearer 0123");
    assertThat(other.server()).hasToString("https://second:6443/prefix");
  }

  @Test
  void readsFilesBesideTheKubeconfig() throws IOException {
    Files.writeString(folder.resolve("ca.crt"), "PEM");
    Files.writeString(folder.resolve("token"), "abc\n");
    Target target =
        target("{server: 'https://here:1', certificate-authority: ca.crt}", "{tokenFile: token}");

    assertThat(target.tls().authorities()).contains("PEM");
    assertThat(target.authentication().header()).contains("Bearer abc");
  }

  @Test
  void impersonates() throws IOException {
    Target target =
        target(
            "{server: 'https://here:1'}",
            "{username: me, password: p, as: auditor, as-groups: [a, b]}");

    assertThat(target.headers())
        .containsEntry("Impersonate-User", List.of("auditor"))
        .containsEntry("Impersonate-Group", List.of("a", "b"));
    assertThat(target.authentication().header()).contains("Basic bWU6cA==");
  }

  @Test
  void leavesThePasswordOutOfTheAddress() throws IOException {
    assertThat(target("{server: 'https://me:secret@here:1'}", "{}").server())
        .hasToString("https://here:1");
  }

  @Test
  void takesTheSchemeThatClientGoTakes() throws IOException {
    assertThat(target("{server: 'here:1'}", "{}").server()).hasToString("http://here:1");
    assertThat(target("{server: 'here:1', insecure-skip-tls-verify: true}", "{}").server())
        .hasToString("https://here:1");
  }

  @Test
  void goesThroughTheProxyThatStandsInTheFile() throws IOException {
    assertThat(target("{server: 'https://here:1', proxy-url: 'http://proxy:3128'}", "{}").proxy())
        .contains(new ProxyAddress(ProxyAddress.Protocol.HTTP, "proxy", 3128, false));
  }

  @Test
  void goesThroughTheProxyOfTheEnvironmentButNotToExceptions() {
    Environment environment =
        new Environment(
            Map.of(
                "https_proxy", "http://proxy:3128",
                "NO_PROXY", "internal.example,10.0.0.0/8,exact.host:6443"),
            folder,
            folder,
            false,
            InstantSource.system());

    assertThat(TargetProxy.of(URI.create("https://api.example:6443"), environment)).isPresent();
    assertThat(TargetProxy.of(URI.create("https://notinternal.example"), environment)).isPresent();
    assertThat(TargetProxy.of(URI.create("https://11.1.2.3:6443"), environment)).isPresent();
    assertThat(TargetProxy.of(URI.create("https://api.internal.example"), environment)).isEmpty();
    assertThat(TargetProxy.of(URI.create("https://10.1.2.3:6443"), environment)).isEmpty();
    assertThat(TargetProxy.of(URI.create("https://exact.host:6443"), environment)).isEmpty();
    assertThat(TargetProxy.of(URI.create("https://127.0.0.1:6443"), environment)).isEmpty();
    assertThat(TargetProxy.of(URI.create("https://[::1]:6443"), environment)).isEmpty();
    assertThat(TargetProxy.of(URI.create("http://api.example"), environment)).isEmpty();
  }

  /// What a token cannot have stands in no message, and neither does the token.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{token: \"SECRET\\nSECRET\"}",
        "{token: \"SECRET\\u20ac\"}",
        "{auth-provider: {name: old, config: {access-token: \"SECRET\\r\\nX: y\"}}}",
        "{token: t, as: \"SECRET\\nx\"}",
        "{token: t, as: a, as-groups: [\"SECRET\\nx\"]}"
      })
  void aTokenWithALineBreakIsNotUsed(String user) {
    assertThatThrownBy(() -> target("{server: 'https://here:1'}", user))
        .isInstanceOfSatisfying(
            DriftException.class,
            e ->
                assertThat(e.problems())
                    .extracting(Problem::code)
                    .containsExactly(Problem.Code.INVALID_KUBECONFIG))
        .hasMessageContaining("a line break or another character")
        .hasMessageNotContaining("SECRET")
        .hasNoCause();
  }

  @Test
  void theNameOfAnExtraIsEscapedAsClientGoDoes() throws IOException {
    assertThat(
            target("{server: 'https://here:1'}", "{as: a, as-user-extra: {\"a/b c%\": [x]}}")
                .headers())
        .containsKey("Impersonate-Extra-a%2Fb%20c%25");
  }

  /// Where the password of a mistyped address would be taken for a path.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https//me:SECRET@here:1",
        "https:/me:SECRET@here:1",
        "//me:SECRET@here:1",
        "https:///me:SECRET@here:1",
        "ftp://me:SECRET@here:1",
        "https://me:SEC/SECRET@here:1",
        "https://here:1/x@SECRET",
        "http://https://me:SECRET@here"
      })
  void aMistypedAddressIsNotUsed(String server) {
    assertThatThrownBy(() -> target("{server: '%s'}".formatted(server), "{}"))
        .isInstanceOf(DriftException.class)
        .hasMessageNotContaining("SECRET")
        .hasNoCause();
  }

  private Target target(String cluster, String user) throws IOException {
    Path file =
        write(
            "config",
            """
            current-context: here
            contexts: [{name: here, context: {cluster: here, user: me}}]
            clusters: [{name: here, cluster: %s}]
            users: [{name: me, user: %s}]
            """
                .formatted(cluster, user));
    return Connections.target(
        new ConnectionOptions(Optional.of(file), Optional.empty()), Clusters.bare());
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
