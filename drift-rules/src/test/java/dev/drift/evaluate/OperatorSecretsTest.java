package dev.drift.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Secrets that an operator makes of an object in Git. It sets itself as their controller:
/// <https://github.com/bitnami-labs/sealed-secrets>,
/// <https://external-secrets.io/latest/guides/ownership-deletion-policy/>.
class OperatorSecretsTest {
  private static final String GIT =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: a, namespace: ns}
      """;
  private static final String SECRET =
      """
      ---
      apiVersion: v1
      kind: Secret
      metadata:
        name: db
        namespace: ns
        ownerReferences:
          - {apiVersion: API, kind: KIND, name: db, uid: u1, controller: true}
      data: {password: aHVudGVyMg==}
      """;
  private static final String MAKER =
      """
      ---
      apiVersion: API
      kind: KIND
      metadata: {name: db, namespace: ns, uid: u1}
      """;

  @ParameterizedTest
  @CsvSource({"bitnami.com/v1alpha1,SealedSecret", "external-secrets.io/v1,ExternalSecret"})
  void areNotUnmanaged(String apiVersion, String kind) {
    String cluster = (SECRET + MAKER).replace("API", apiVersion).replace("KIND", kind);

    assertThat(Run.lines(new Run().of(GIT, GIT + cluster)))
        .doesNotContain("UNMANAGED Secret ns/db")
        .contains("IN_SYNC ConfigMap ns/a");
  }

  /// Anybody may write an owner reference.
  @Test
  void areUnmanagedIfNothingMadeThem() {
    String cluster = SECRET.replace("API", "example.org/v1").replace("KIND", "Widget");

    assertThat(Run.lines(new Run().of(GIT, GIT + cluster))).contains("UNMANAGED Secret ns/db");
  }
}
