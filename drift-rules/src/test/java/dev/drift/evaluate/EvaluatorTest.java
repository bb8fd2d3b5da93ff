package dev.drift.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.finding.Coverage.Need;
import dev.drift.finding.Finding;
import dev.drift.model.Change;
import dev.drift.model.KindCoverage.Status;
import dev.drift.model.LiveObjects;
import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.Problem;
import dev.drift.model.value.Value;
import dev.drift.secret.Shown;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluatorTest {
  private static final String MAP =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: a, namespace: ns}
      data: {key: value}
      """;

  /// An object of which a part could not be read is unknown, and no other is.
  @Test
  void anObjectThatWasNotReadAsAWholeIsUnknown() {
    String git =
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: deep, namespace: ns}
        data: {a: b}
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: other, namespace: ns}
        """;
    String live = git.replace("data: {a: b}", "drift.dev/unread: it is nested too deeply");

    Evaluation evaluation = new Run().of(git, live);

    assertThat(Run.lines(evaluation))
        .containsExactly("UNKNOWN ConfigMap ns/deep", "IN_SYNC ConfigMap ns/other");
    assertThat(evaluation.coverage().complete(Set.of(Need.DRIFT))).isFalse();
    assertThat(evaluation.problems())
        .extracting(Problem::message)
        .containsExactly("ConfigMap ns/deep could not be compared: it is nested too deeply");
  }

  @Test
  void theSameIsInSync() {
    Evaluation evaluation = new Run().of(MAP, MAP);
    assertThat(Run.lines(evaluation)).containsExactly("IN_SYNC ConfigMap ns/a");
    assertThat(evaluation.coverage().complete(Set.of(Need.DRIFT))).isTrue();
    assertThat(evaluation.findings()).isEmpty();
  }

  @Test
  void anotherValueIsDrift() {
    Evaluation evaluation = new Run().of(MAP, MAP.replace("value", "other"));
    assertThat(Run.lines(evaluation)).containsExactly("DRIFTED ConfigMap ns/a");
    assertThat(evaluation.findings())
        .singleElement()
        .isInstanceOfSatisfying(
            Finding.Drift.class,
            drift -> {
              assertThat(drift.path()).hasToString("data.key");
              assertThat(drift.change()).isEqualTo(Change.CHANGED);
              assertThat(drift.rule()).isEqualTo("CFG005");
              assertThat(drift.desired())
                  .isInstanceOfSatisfying(
                      Shown.Plain.class, p -> assertThat(p.value()).isEqualTo(Value.of("value")));
              assertThat(drift.live())
                  .isInstanceOfSatisfying(
                      Shown.Plain.class, p -> assertThat(p.value()).isEqualTo(Value.of("other")));
            });
  }

  @Test
  void whatIsNotThereIsMissing() {
    assertThat(Run.lines(new Run().of(MAP, ""))).containsExactly("MISSING ConfigMap ns/a");
  }

  @Test
  void aKindThatWasNotReadIsUnknownAndNeverMissingOrClean() {
    for (Status status : List.of(Status.FORBIDDEN, Status.FAILED)) {
      for (String cluster : List.of("", MAP)) {
        Evaluation evaluation = new Run().without("v1", "ConfigMap", status).of(MAP, cluster);
        assertThat(Run.lines(evaluation)).containsExactly("UNKNOWN ConfigMap ns/a");
        assertThat(evaluation.findings()).isEmpty();
        assertThat(evaluation.coverage().complete(Set.of(Need.DRIFT))).isFalse();
      }
    }
  }

  @Test
  void aKindThatTheClusterDoesNotServeIsMissing() {
    Evaluation evaluation = new Run().without("v1", "ConfigMap", Status.ABSENT).of(MAP, "");
    assertThat(Run.lines(evaluation)).containsExactly("MISSING ConfigMap ns/a");
  }

  @Test
  void aKindWithoutSchemaIsUnknownAndSaysSo() {
    String widget =
        "apiVersion: example.org/v1\nkind: Widget\nmetadata: {name: w, namespace: ns}\n";
    Evaluation evaluation = new Run().of(widget, widget);
    assertThat(Run.lines(evaluation)).containsExactly("UNKNOWN Widget ns/w");
    assertThat(evaluation.coverage().complete(Set.of(Need.DRIFT))).isFalse();
    assertThat(evaluation.problems())
        .extracting(Problem::code)
        .containsExactly(Problem.Code.TYPE_NOT_KNOWN);
  }

  @Test
  void aKindReadAtAnotherVersionIsUnknownAndSaysSo() {
    String one =
        "apiVersion: autoscaling/v1\nkind: HorizontalPodAutoscaler\nmetadata: {name: h, namespace: ns}\n";
    Evaluation evaluation = new Run().of(one, one.replace("scaling/v1", "scaling/v2"));
    assertThat(Run.lines(evaluation)).containsExactly("UNKNOWN HorizontalPodAutoscaler ns/h");
    assertThat(evaluation.coverage().complete(Set.of(Need.DRIFT))).isFalse();
    assertThat(evaluation.problems()).hasSize(1);
  }

  @Test
  void aSelectorTakenFromAHeadlessServiceIsTheOnlyDrift() {
    String service =
        """
        apiVersion: v1
        kind: Service
        metadata: {name: s, namespace: ns}
        spec: {clusterIP: None, selector: {app: x}}
        """;
    String live =
        """
        apiVersion: v1
        kind: Service
        metadata: {name: s, namespace: ns}
        spec:
          clusterIP: None
          clusterIPs: [None]
          ipFamilies: [IPv4]
          ipFamilyPolicy: SingleStack
          sessionAffinity: None
          internalTrafficPolicy: Cluster
          type: ClusterIP
        """;
    assertThat(new Run().of(service, live).findings())
        .extracting(finding -> ((Finding.Drift) finding).path().toString())
        .containsExactly("spec.selector.app");
  }

  @Test
  void aJobThatDeletesItselfIsCompleted() {
    String job =
        """
        apiVersion: batch/v1
        kind: Job
        metadata: {name: j, namespace: ns}
        spec: {ttlSecondsAfterFinished: 60}
        """;
    assertThat(Run.lines(new Run().of(job, ""))).containsExactly("COMPLETED Job ns/j");
    assertThat(Run.lines(new Run().of(job.replace("ttlSecondsAfterFinished: 60", ""), "")))
        .containsExactly("MISSING Job ns/j");
  }

  @Test
  void aTypingErrorIsInvalidAndHasAPlace() {
    Evaluation evaluation = new Run().of(MAP + "dta: {x: canary}\n", MAP);
    assertThat(Run.lines(evaluation)).containsExactly("INVALID_DESIRED ConfigMap ns/a");
    Problem problem = evaluation.problems().getFirst();
    assertThat(problem.code()).isEqualTo(Problem.Code.INVALID_DESIRED);
    assertThat(problem.place().orElseThrow().line()).isEqualTo(5);
    assertThat(problem.message()).contains("dta").doesNotContain("canary");
  }

  @Test
  void aVersionWithoutATableIsToldWithTheOneThatWasUsed() {
    assertThat(new Run().version("v1.33.9").of(MAP, MAP).problems())
        .containsExactly(
            Problem.of(
                Problem.Code.OTHER_VERSION,
                "the server runs Kubernetes v1.33.9; its defaults were taken from the closest"
                    + " known version, 1.34.4"));
    assertThat(new Run().version("v1.37.0").of(MAP, MAP).problems())
        .extracting(Problem::code)
        .containsExactly(Problem.Code.OTHER_VERSION);
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1.34.1+k3s1", "v1.35.2-gke.100", "v1.36.3", ""})
  void aVersionWithATableIsNotTold(String version) {
    assertThat(new Run().version(version).of(MAP, MAP).problems()).isEmpty();
  }

  @Test
  void masksOfAnotherKeyAreUnknown() {
    String git =
        "apiVersion: v1\nkind: Secret\nmetadata: {name: s, namespace: ns}\ntype: Opaque\nstringData: {p: x}\n";
    String other =
        "apiVersion: v1\nkind: Secret\nmetadata: {name: s, namespace: ns}\ntype: Opaque\n";
    LiveState live = masked(new Run().keyId("ffffffffffff").live(other));
    Evaluation evaluation = new Run().of(new Run().desired(git), live);
    assertThat(Run.lines(evaluation)).containsExactly("UNKNOWN Secret ns/s");
    assertThat(evaluation.problems())
        .extracting(Problem::code)
        .containsExactly(Problem.Code.OTHER_KEY);
    assertThat(evaluation.coverage().complete(Set.of(Need.DRIFT))).isFalse();
    assertThat(evaluation.findings()).isEmpty();
  }

  private static LiveState masked(LiveState live) {
    return LiveObjects.each(
        live,
        r ->
            new LiveResource(
                r.ref(),
                r.content()
                    .with(
                        "data", Value.Obj.EMPTY.with("p", new Value.Masked("00", "ffffffffffff"))),
                r.owners()));
  }

  @Test
  void theLiveItemThatIsShownIsTheOneThatDiffers() {
    String git =
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: d, namespace: ns}
        spec: {template: {spec: {containers: [{name: c, image: "i:1", args: [a, b, c]}]}}}
        """;
    Evaluation evaluation = new Run().of(git, git.replace("[a, b, c]", "[new, a, changed, c]"));
    Finding.Drift drift =
        evaluation.findings().stream()
            .map(Finding.Drift.class::cast)
            .filter(d -> d.path().toString().endsWith("args[1]"))
            .findFirst()
            .orElseThrow();
    assertThat(drift.desired())
        .isInstanceOfSatisfying(
            Shown.Plain.class, p -> assertThat(p.value()).isEqualTo(Value.of("b")));
    // Two items are unmatched on the live side: the first of them is shown against Git's.
    assertThat(drift.live())
        .isInstanceOfSatisfying(
            Shown.Plain.class, p -> assertThat(p.value()).isEqualTo(Value.of("new")));
  }

  @Test
  void whatNobodyDeclaredIsUnmanagedWhereGitDeclaresSomething() {
    String elsewhere = MAP.replace("ns", "elsewhere");
    String more = MAP.replace("name: a", "name: b");
    Evaluation evaluation = new Run().of(MAP, MAP + "---\n" + more + "---\n" + elsewhere);
    assertThat(Run.lines(evaluation))
        .containsExactly("IN_SYNC ConfigMap ns/a", "UNMANAGED ConfigMap ns/b");
  }

  @Test
  void whatKubernetesMakesIsNotUnmanaged() {
    String authority = MAP.replace("name: a", "name: kube-root-ca.crt");
    Evaluation evaluation = new Run().of(MAP, MAP + "---\n" + authority.replace("key:", "ca.crt:"));
    assertThat(Run.lines(evaluation)).containsExactly("IN_SYNC ConfigMap ns/a");
    assertThat(evaluation.explained()).hasSize(1);

    assertThat(Run.lines(new Run().of(MAP, MAP + "---\n" + authority)))
        .containsExactly("IN_SYNC ConfigMap ns/a", "UNMANAGED ConfigMap ns/kube-root-ca.crt");
  }

  /// Whoever may make a binding may write any owner into it: it is told, with all that it gives.
  @Test
  void aBindingWithAControllerGivesWhatItGives() {
    String role =
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: all, namespace: ns}
        rules: [{apiGroups: ["*"], resources: ["*"], verbs: ["*"]}]
        """;
    String binding =
        """
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata:
          name: mine
          namespace: ns
          ownerReferences:
          - {apiVersion: example.org/v1, kind: Widget, name: w, uid: u1, controller: true}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: all}
        subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: mallory}]
        ---
        apiVersion: example.org/v1
        kind: Widget
        metadata: {name: w, namespace: ns, uid: u1}
        """;

    Evaluation evaluation = new Run().of(role, role + binding);

    assertThat(evaluation.findings())
        .filteredOn(finding -> finding.resource().id().kind().equals("RoleBinding"))
        .extracting(Finding::message)
        .containsExactly(
            "through Role ns/all, user mallory may now do anything with everything in ns,"
                + " granted by RoleBinding ns/mine, which is not in Git");
  }

  @Test
  void onlyATokenThatGitDeniesIsCalledDenied() {
    String pod =
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: p, namespace: ns}
        spec:
          automountServiceAccountToken: %s
          containers: [{name: c, image: "i:1"}]
        """;

    assertThat(new Run().of(pod.formatted("false"), pod.formatted("true")).findings())
        .extracting(Finding::message)
        .containsExactly("it may get an API server token, but Git denies it one");
    assertThat(new Run().of(pod.formatted("null"), pod.formatted("true")).findings())
        .extracting(Finding::message)
        .containsExactly("it may get an API server token");
  }
}
