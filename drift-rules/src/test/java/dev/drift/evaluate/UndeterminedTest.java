package dev.drift.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.finding.Account;
import dev.drift.finding.Finding;
import dev.drift.model.Manifest;
import dev.drift.model.origin.Generated;
import dev.drift.model.origin.Undetermined;
import dev.drift.model.scope.Scope;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.world.DesiredState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Values that a renderer makes anew each time.
class UndeterminedTest {
  private static final String SECRET =
      """
      apiVersion: v1
      kind: Secret
      metadata: {name: keys, namespace: shop}
      stringData: {user: admin, password: rendered}
      """;

  private static Undetermined at(String path, boolean needed) {
    return new Undetermined(Path.parse(path), needed, "it is random");
  }

  private static List<String> drift(String git, String cluster, Undetermined... undetermined) {
    DesiredState desired = desired(git, undetermined);
    return new Run()
        .of(desired, new Run().live(cluster)).findings().stream()
            .filter(Finding.Drift.class::isInstance)
            .map(Finding.Drift.class::cast)
            .map(it -> it.change() + " " + it.path())
            .toList();
  }

  private static DesiredState desired(String git, Undetermined... undetermined) {
    List<Manifest> manifests =
        Run.manifests(git).stream()
            .map(
                it ->
                    new Manifest(
                        it.apiVersion(),
                        it.kind(),
                        it.namespace(),
                        it.name(),
                        it.content(),
                        new Generated("helm", List.of("templates/secret.yaml"), Optional.empty())
                            .and(List.of(undetermined))))
            .toList();
    return DesiredState.of(
        List.of(new DesiredState.Part(Scope.OBJECTS, "default", manifests)), Run.KINDS, List.of());
  }

  private static String live(String user, String password) {
    return """
    apiVersion: v1
    kind: Secret
    metadata: {name: keys, namespace: shop}
    type: Opaque
    data: {user: %s%s}
    """
        .formatted(user, password.isEmpty() ? "" : ", password: " + password);
  }

  @Test
  void anotherValueIsNoDriftAndAnotherPathIs() {
    assertThat(drift(SECRET, live("YWRtaW4=", "b3RoZXI="))).isNotEmpty();
    assertThat(drift(SECRET, live("YWRtaW4=", "b3RoZXI="), at("data.password", true))).isEmpty();
    assertThat(drift(SECRET, live("cm9vdA==", "b3RoZXI="), at("data.password", true)))
        .containsExactly("CHANGED data.user");
  }

  /// No rendering leaves it out.
  @Test
  void aValueThatIsGoneIsDriftIfThereMustBeOne() {
    assertThat(drift(SECRET, live("YWRtaW4=", ""), at("data.password", true)))
        .containsExactly("REMOVED data.password");
    assertThat(drift(SECRET, live("YWRtaW4=", ""), at("data.password", false))).isEmpty();
  }

  @Test
  void listsAreFollowedByPosition() {
    String git =
        """
        apiVersion: batch/v1
        kind: Job
        metadata: {name: a, namespace: shop}
        spec:
          template:
            spec:
              restartPolicy: Never
              containers:
              - {name: one, image: a}
              - {name: two, image: rendered}
        """;
    String cluster = git.replace("image: a", "image: b").replace("image: rendered", "image: x");

    assertThat(drift(git, cluster, at("spec.template.spec.containers[1].image", true)))
        .contains("CHANGED spec.template.spec.containers[name=one].image")
        .noneMatch(it -> it.contains("name=two"));
  }

  /// Such as a CRD that helm creates once: what is in it is the cluster's, that it is there is not.
  @Test
  void ofAWholeObjectOnlyItsAbsenceIsDrift() {
    assertThat(drift(SECRET, live("cm9vdA==", ""), new Undetermined(Path.ROOT, false, "once")))
        .isEmpty();
    assertThat(drift(SECRET, "", new Undetermined(Path.ROOT, false, "once")))
        .containsExactly("MISSING ");
  }

  /// What Drift compares of two renderings to prove that it changed nothing else.
  @Test
  void theRestIsDetermined() {
    Value determined =
        desired(
                "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {x: '1', w: '2'}\nl: [{z: 1}]\n",
                at("data.x", true),
                at("l[0].z", true),
                at("absent.x", true),
                new Undetermined(Path.ROOT, false, "once"))
            .resources()
            .values()
            .iterator()
            .next()
            .manifest()
            .determined();

    assertThat(((Value.Obj) determined).object("data"))
        .isEqualTo(new Value.Obj(Map.of("w", Value.of("2"))));
    assertThat(((Value.Obj) determined).list("l")).containsExactly(Value.Obj.EMPTY);
    assertThat(((Value.Obj) determined).fields()).doesNotContainKey("absent");
  }

  @Test
  void explainsWhy() {
    DesiredState desired = desired(SECRET, at("data.password", true));

    assertThat(
            new Run()
                .of(desired, new Run().live(live("YWRtaW4=", "b3RoZXI=")))
                .account(desired.resources().keySet().iterator().next())
                .orElseThrow()
                .entries())
        .filteredOn(it -> it.path().toString().equals("data.password"))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.standing()).isEqualTo(Account.Standing.EXPLAINED);
              assertThat(it.because()).isEqualTo("it is random");
            });
  }
}
