package dev.drift.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.compare.Yaml;
import dev.drift.model.Change;
import dev.drift.model.Difference;
import dev.drift.model.LiveObjects;
import dev.drift.model.LiveResource;
import dev.drift.model.value.Path;
import dev.drift.model.value.Steps;
import dev.drift.world.Worlds;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What the token controller fills in, and what only looks like it.
class TokenSecretTest {
  private static final String CERTIFICATE = "-----BEGIN CERTIFICATE-----\nMA==\n";

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Of the shape that kube-controller-manager 1.36.3 signs.
  private static String token(String secret, String uid) {
    String claims =
        """
        {"iss": "kubernetes/serviceaccount", "kubernetes.io/serviceaccount/namespace": "ns",
         "kubernetes.io/serviceaccount/secret.name": "%s",
         "kubernetes.io/serviceaccount/service-account.name": "ci",
         "kubernetes.io/serviceaccount/service-account.uid": "%s",
         "sub": "system:serviceaccount:ns:ci"}
        """
            .formatted(secret, uid);
    return base64(
        "e30."
            + Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(claims.getBytes(StandardCharsets.UTF_8))
            + ".c2ln");
  }

  private static boolean explained(String path, String uid, String data, String... more) {
    LiveResource secret =
        LiveObjects.live(
            Yaml.object(
                """
                apiVersion: v1
                kind: Secret
                metadata:
                  name: ci-token
                  namespace: ns
                  annotations: {kubernetes.io/service-account.name: ci, kubernetes.io/service-account.uid: %s}
                type: kubernetes.io/service-account-token
                data: {%s}
                """
                    .formatted(uid, data)));
    List<LiveResource> all = new ArrayList<>(List.of(secret));
    for (String other : more) {
      all.add(LiveObjects.live(Yaml.object(other)));
    }
    all.add(
        LiveObjects.live(
            Yaml.object(
                "{apiVersion: v1, kind: ServiceAccount, metadata: {name: ci, namespace: ns, uid:"
                    + " u1}}")));
    Path at = Path.parse(path);
    Difference difference =
        new Difference(
            secret.ref(),
            Change.ADDED,
            at,
            Optional.empty(),
            Optional.of(Steps.at(at, secret.content()).orElseThrow()));
    return new Explainer(Worlds.of(LiveObjects.state(all))).explain(difference, secret).isPresent();
  }

  @Test
  void theUidIsThatOfTheAccount() {
    String path = "metadata.annotations[\"kubernetes.io/service-account.uid\"]";
    assertThat(explained(path, "u1", "")).isTrue();
    assertThat(explained(path, "u2", "")).isFalse();
  }

  @Test
  void theNamespaceIsItsOwn() {
    assertThat(explained("data.namespace", "u1", "namespace: " + base64("ns"))).isTrue();
    assertThat(explained("data.namespace", "u1", "namespace: " + base64("other"))).isFalse();
    assertThat(explained("data.namespace", "u2", "namespace: " + base64("ns"))).isFalse();
  }

  @Test
  void theTokenNamesAccountAndSecret() {
    assertThat(explained("data.token", "u1", "token: " + token("ci-token", "u1"))).isTrue();
    assertThat(explained("data.token", "u1", "token: " + token("other", "u1"))).isFalse();
    assertThat(explained("data.token", "u1", "token: " + token("ci-token", "u2"))).isFalse();
    assertThat(explained("data.token", "u1", "token: " + base64("stolen"))).isFalse();
  }

  @Test
  void theAuthorityIsThePublishedOne() {
    String published =
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: kube-root-ca.crt, namespace: ns}, data: {ca.crt: \"%s\"}}"
            .formatted(CERTIFICATE.replace("\n", "\\n"));
    String own = "ca.crt: " + base64(CERTIFICATE);
    assertThat(explained("data[\"ca.crt\"]", "u1", own, published)).isTrue();
    assertThat(explained("data[\"ca.crt\"]", "u1", own)).isTrue();
    assertThat(
            explained("data[\"ca.crt\"]", "u1", "ca.crt: " + base64(CERTIFICATE + "x"), published))
        .isFalse();
    assertThat(explained("data[\"ca.crt\"]", "u1", "ca.crt: " + base64("x"))).isFalse();
  }

  @Test
  void anyOtherKeyIsDrift() {
    assertThat(explained("data.extra", "u1", "extra: " + base64("ns"))).isFalse();
  }
}
