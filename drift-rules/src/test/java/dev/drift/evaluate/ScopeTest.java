package dev.drift.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.finding.Coverage;
import dev.drift.finding.Coverage.Need;
import dev.drift.finding.FailOn;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.finding.Severity;
import dev.drift.model.KindCoverage.Status;
import dev.drift.model.LiveState;
import dev.drift.model.Manifest;
import dev.drift.model.Problem;
import dev.drift.model.Unrendered;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.origin.Place;
import dev.drift.model.scope.Scope;
import dev.drift.world.DesiredState;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a source claims decides what is unmanaged, and what was seen decides whether a run is
/// complete.
class ScopeTest {
  private static final String GIT =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: declared, namespace: shop}
      """;

  private static final String CLUSTER =
      GIT
          + """
          ---
          apiVersion: v1
          kind: ConfigMap
          metadata: {name: here, namespace: shop}
          ---
          apiVersion: v1
          kind: ConfigMap
          metadata: {name: there, namespace: other}
          ---
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata: {name: role}
          rules: []
          ---
          apiVersion: v1
          kind: Namespace
          metadata: {name: other}
          """;

  @ParameterizedTest
  @EnumSource
  void aScopeClaimsWhatItSays(Scope scope) {
    Evaluation evaluation = new Run().scope(scope).of(GIT, CLUSTER);

    assertThat(unmanaged(evaluation))
        .containsExactlyElementsOf(
            switch (scope) {
              case OBJECTS -> List.of();
              case NAMESPACES -> List.of("ConfigMap shop/here");
              case CLUSTER ->
                  List.of(
                      "Namespace other",
                      "ClusterRole role",
                      "ConfigMap other/there",
                      "ConfigMap shop/here");
            });
  }

  @Test
  void whatTheUsualScopeLeavesOutIsCounted() {
    assertThat(new Run().of(GIT, CLUSTER).outOfScope())
        .containsEntry(new GroupKind("", "ConfigMap"), 1)
        .containsEntry(new GroupKind("rbac.authorization.k8s.io", "ClusterRole"), 1);
  }

  @Test
  void someNamespacesNarrowEveryScope() {
    Evaluation evaluation = new Run().scope(Scope.CLUSTER).only("shop").of(GIT, CLUSTER);

    assertThat(unmanaged(evaluation)).containsExactly("ConfigMap shop/here");
  }

  @Test
  void severalSourcesShareWhatTheyDeclare() {
    List<DesiredState.Part> parts =
        List.of(
            new DesiredState.Part(Scope.NAMESPACES, "default", Run.manifests(GIT)),
            new DesiredState.Part(
                Scope.OBJECTS,
                "shop",
                Run.manifests(GIT.replace("declared, namespace: shop", "here"))));

    Evaluation evaluation = evaluation(parts, CLUSTER);

    assertThat(unmanaged(evaluation)).isEmpty();
    assertThat(Run.lines(evaluation)).contains("IN_SYNC ConfigMap shop/here");
  }

  @Test
  void whatTwoSourcesDeclareIsAProblemThatNamesBothPlaces() {
    DesiredState.Part part = new DesiredState.Part(Scope.NAMESPACES, "default", Run.manifests(GIT));

    DesiredState desired = DesiredState.of(List.of(part, part), Run.KINDS, Set.of());

    assertThat(desired.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo(Problem.Code.DUPLICATE_RESOURCE);
              assertThat(problem.place()).isPresent();
              assertThat(problem.message())
                  .isEqualTo(
                      "ConfigMap shop/declared is declared twice, also at test.yaml:1:1; delete one"
                          + " of the two, or name the files of this cluster with --path");
            });
  }

  @Test
  void whatIsDeclaredOutsideOfThePathsIsNotUnmanaged() {
    List<Manifest> others = Run.manifests(GIT.replace("declared", "here"));
    DesiredState.Part part =
        new DesiredState.Part(Scope.NAMESPACES, "default", Run.manifests(GIT), others, List.of());

    Evaluation evaluation = evaluation(List.of(part), CLUSTER);

    assertThat(unmanaged(evaluation)).isEmpty();
    assertThat(evaluation.explained())
        .extracting(Report.Explained::explanation)
        .containsExactly("declared at test.yaml:1:1, which is not compared");
  }

  @Test
  void whatAnUnrenderedChartMayDeclareIsUnknownAndNotUnmanaged() {
    Unrendered chart =
        new Unrendered(
            new Place("chart/Chart.yaml", 1, 1, 0, 0, false),
            Unrendered.Kind.HELM_CHART,
            "A Helm chart.",
            Optional.empty());
    DesiredState.Part part =
        new DesiredState.Part(
            Scope.NAMESPACES, "default", Run.manifests(GIT), List.of(), List.of(chart));

    Evaluation evaluation = evaluation(List.of(part), CLUSTER);

    assertThat(unmanaged(evaluation)).isEmpty();
    assertThat(Run.lines(evaluation))
        .containsExactly("IN_SYNC ConfigMap shop/declared", "UNKNOWN ConfigMap shop/here");
    assertThat(evaluation.coverage().complete(Set.of(Need.DRIFT))).isFalse();
    assertThat(evaluation.problems())
        .extracting(Problem::message)
        .containsExactly(
            "1 undeclared object may be declared by this Helm chart, so Drift does not call it"
                + " unmanaged");
  }

  @Test
  void anInvalidFileHidesOnlyWhatItNames() {
    Unrendered invalid =
        new Unrendered(
            new Place("broken.yaml", 1, 1, 0, 0, false),
            Unrendered.Kind.INVALID,
            "It is not valid YAML.",
            Optional.of("name: something-else"));
    DesiredState.Part part =
        new DesiredState.Part(
            Scope.NAMESPACES, "default", Run.manifests(GIT), List.of(), List.of(invalid));

    assertThat(unmanaged(evaluation(List.of(part), CLUSTER)))
        .containsExactly("ConfigMap shop/here");
  }

  @Test
  void anObjectThatIsBeingDeletedIsPending() {
    String deleting =
        GIT
            + """
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: here
              namespace: shop
              deletionTimestamp: "2026-11-28T20:00:00Z"
              finalizers: [example.org/backup]
            """;
    Evaluation evaluation = new Run().of(GIT, deleting);

    assertThat(evaluation.findings()).isEmpty();
    assertThat(Run.lines(evaluation)).contains("PENDING ConfigMap shop/here");
    assertThat(evaluation.explained())
        .extracting(one -> one.resource().id() + ": " + one.explanation())
        .containsExactly(
            "ConfigMap shop/here: it is being deleted since 2026-11-28T20:00:00Z, held by the"
                + " finalizer example.org/backup");
  }

  @Test
  void whatGoesWithItsNamespaceIsPendingAndNotMissing() {
    Evaluation evaluation =
        new Run()
            .of(
                GIT,
                """
                apiVersion: v1
                kind: Namespace
                metadata: {name: shop, deletionTimestamp: "2026-11-28T20:00:00Z"}
                spec: {finalizers: [kubernetes]}
                """);

    assertThat(evaluation.findings()).isEmpty();
    assertThat(Run.lines(evaluation)).containsExactly("PENDING ConfigMap shop/declared");
    assertThat(evaluation.explained().getFirst().explanation())
        .isEqualTo(
            "it is missing: its namespace shop is being deleted since 2026-11-28T20:00:00Z, held by"
                + " the finalizer kubernetes");
  }

  @Test
  void aDeclaredObjectThatIsBeingDeletedIsPendingUnlessItDiffers() {
    String deleting =
        GIT.replace(
            "namespace: shop}",
            "namespace: shop, deletionTimestamp: \"2026-11-28T20:00:00Z\","
                + " finalizers: [foregroundDeletion]}");

    assertThat(Run.lines(new Run().of(GIT, deleting)))
        .containsExactly("PENDING ConfigMap shop/declared");
    assertThat(Run.lines(new Run().of(GIT, deleting + "data: {a: b}\n")))
        .containsExactly("DRIFTED ConfigMap shop/declared");
  }

  @Test
  void aKindThatRulesReadAndThatIsForbiddenCountsAgainstPostureOnly() {
    Evaluation evaluation = new Run().without("v1", "Node", Status.FORBIDDEN).of(GIT, GIT);

    assertThat(evaluation.coverage().complete(FailOn.ANY_DRIFT.needs())).isTrue();
    assertThat(
            evaluation
                .coverage()
                .complete(new FailOn(Severity.INFO, Optional.of(Severity.INFO)).needs()))
        .isFalse();
    assertThat(evaluation.coverage().entries())
        .filteredOn(entry -> entry.subject() instanceof Coverage.Subject.Rules)
        .isNotEmpty()
        .allSatisfy(entry -> assertThat(entry.needs()).containsExactly(Need.POSTURE));
  }

  @Test
  void nothingComparedIsNeverComplete() {
    Evaluation evaluation = new Run().of("", "");

    assertThat(evaluation.coverage().complete(Set.of(Need.DRIFT))).isFalse();
    assertThat(evaluation.problems())
        .extracting(Problem::code)
        .containsExactly(Problem.Code.NOTHING_COMPARED);
  }

  /// A repository of charts only: they are the reason, not a wrong flag.
  @Test
  void whatCouldNotBeRenderedIsTheOnlyReasonThatNothingWasCompared() {
    Unrendered chart =
        new Unrendered(
            new Place("chart/Chart.yaml", 1, 1, 0, 0, false),
            Unrendered.Kind.HELM_CHART,
            "A Helm chart.",
            Optional.empty());
    DesiredState.Part part =
        new DesiredState.Part(Scope.NAMESPACES, "default", List.of(), List.of(), List.of(chart));

    Evaluation evaluation = evaluation(List.of(part), "");

    assertThat(evaluation.coverage().complete(Set.of(Need.DRIFT))).isFalse();
    assertThat(evaluation.problems()).isEmpty();
  }

  @Test
  void rulesLookIntoANamespaceThatGitDeclaresAsAnObjectOnly() {
    String namespace = "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n";
    String evil =
        """
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: evil, namespace: shop}
        spec:
          selector: {matchLabels: {a: b}}
          template:
            metadata: {labels: {a: b}}
            spec:
              hostNetwork: true
              containers: [{name: c, image: "x:1", securityContext: {privileged: true}}]
        """;
    Evaluation evaluation = new Run().of(namespace, namespace + evil);

    assertThat(evaluation.findings()).extracting(Finding::rule).contains("GEN002", "SEC015");
  }

  private static Evaluation evaluation(List<DesiredState.Part> parts, String cluster) {
    Run run = new Run();
    LiveState live = run.live(cluster);
    return run.of(DesiredState.of(parts, Run.KINDS, Set.of()), live);
  }

  private static List<String> unmanaged(Evaluation evaluation) {
    return evaluation.findings().stream()
        .filter(Finding.Drift.class::isInstance)
        .map(finding -> finding.resource().id().toString())
        .toList();
  }
}
