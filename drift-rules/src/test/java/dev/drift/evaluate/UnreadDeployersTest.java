package dev.drift.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.drift.finding.Coverage;
import dev.drift.finding.Coverage.Need;
import dev.drift.finding.ExitCode;
import dev.drift.finding.FailOn;
import dev.drift.finding.Report;
import dev.drift.finding.Severity;
import dev.drift.model.KindCoverage.Status;
import dev.drift.model.Problem;
import dev.drift.model.kind.ApiKind;
import dev.drift.model.scope.Scope;
import dev.drift.world.DesiredState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What suffers if the objects of Flux and Argo CD may not be listed.
class UnreadDeployersTest {
  private static final FailOn ANY_POSTURE = new FailOn(Severity.INFO, Optional.of(Severity.INFO));

  private static final String GIT =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: declared, namespace: shop}
      """;

  /// Only what rules say of how Git gets into the cluster.
  @ParameterizedTest
  @CsvSource({
    "kustomize.toolkit.fluxcd.io/v1, Kustomization, DEL010 DEL011 DEL012",
    "helm.toolkit.fluxcd.io/v1, HelmRelease, DEL010 DEL011",
    "source.toolkit.fluxcd.io/v1, GitRepository, DEL010 DEL011 DEL012 DEL013",
    "argoproj.io/v1, Application, DEL011 DEL012 DEL013"
  })
  void whatNobodyNamesCountsAgainstPostureOnly(String apiVersion, String kind, String rules) {
    Evaluation evaluation = new Run().without(apiVersion, kind, Status.FORBIDDEN).of(GIT, GIT);

    assertThat(Run.lines(evaluation)).containsExactly("IN_SYNC ConfigMap shop/declared");
    assertThat(evaluation.coverage().gaps(Set.of(Need.DRIFT))).isEmpty();
    assertThat(evaluation.coverage().gaps(Set.of(Need.POSTURE)))
        .extracting(Coverage.Entry::subject, Coverage.Entry::status, Coverage.Entry::needs)
        .containsExactly(
            tuple(
                new Coverage.Subject.Kind(apiVersion, kind),
                Status.FORBIDDEN,
                Set.of(Need.POSTURE)),
            tuple(
                new Coverage.Subject.Rules(new TreeSet<>(List.of(rules.split(" ")))),
                Status.FORBIDDEN,
                Set.of(Need.POSTURE)));
    assertThat(exitCode(evaluation, FailOn.ANY_DRIFT)).isEqualTo(ExitCode.IN_SYNC);
    assertThat(exitCode(evaluation, ANY_POSTURE)).isEqualTo(ExitCode.INCOMPLETE);
  }

  /// Neither unmanaged nor somebody's: whether the record exists is not known.
  @ParameterizedTest
  @CsvSource({
    "kustomize.toolkit.fluxcd.io/v1, Kustomization, kustomize.toolkit.fluxcd.io",
    "helm.toolkit.fluxcd.io/v1, HelmRelease, helm.toolkit.fluxcd.io",
    "fluxcd.controlplane.io/v1, ResourceSet, resourceset.fluxcd.controlplane.io",
    "fluxcd.controlplane.io/v1, FluxInstance, fluxcd.controlplane.io"
  })
  void whatFluxMarkedIsUnknownAndTheRunIncomplete(String apiVersion, String kind, String prefix) {
    String marked =
        """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: marked
          namespace: shop
          labels: {%1$s/name: apps, %1$s/namespace: flux-system}
        """
            .formatted(prefix);

    Evaluation evaluation =
        new Run().without(apiVersion, kind, Status.FORBIDDEN).of(GIT, GIT + "---\n" + marked);

    isUnknown(
        evaluation,
        "1 undeclared object: its labels say that Flux %s flux-system/apps applies it, but %ss could"
                .formatted(kind, kind)
            + " not be read");
  }

  @Test
  void whatArgoCdMarkedIsUnknownAndTheRunIncomplete() {
    String marked =
        """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: marked
          namespace: shop
          annotations: {argocd.argoproj.io/tracking-id: "shop:/ConfigMap:shop/marked"}
        """;

    Evaluation evaluation =
        new Run()
            .without("argoproj.io/v1", "Application", Status.FORBIDDEN)
            .of(GIT, GIT + "---\n" + marked);

    isUnknown(
        evaluation,
        "1 undeclared object: its annotation says that Argo CD Application shop tracks it, but"
            + " Applications could not be read");
  }

  @Test
  void whatGitDeclaresIsUnknownAndTheRunIncomplete() {
    ApiKind kustomization =
        new ApiKind(
            "kustomize.toolkit.fluxcd.io/v1",
            "Kustomization",
            "kustomizations",
            /* namespaced= */ true);
    String git =
        """
        apiVersion: kustomize.toolkit.fluxcd.io/v1
        kind: Kustomization
        metadata: {name: apps, namespace: shop}
        """;
    DesiredState desired =
        DesiredState.of(
            List.of(new DesiredState.Part(Scope.NAMESPACES, "default", Run.manifests(git))),
            List.of(kustomization),
            Set.of());
    Run run =
        new Run().without("kustomize.toolkit.fluxcd.io/v1", "Kustomization", Status.FORBIDDEN);

    Evaluation evaluation = run.of(desired, run.live(""));

    assertThat(Run.lines(evaluation)).containsExactly("UNKNOWN Kustomization shop/apps");
    assertThat(evaluation.coverage().gaps(Set.of(Need.DRIFT)))
        .extracting(Coverage.Entry::subject, Coverage.Entry::needs)
        .contains(
            tuple(
                new Coverage.Subject.Kind("kustomize.toolkit.fluxcd.io/v1", "Kustomization"),
                Set.of(Need.DRIFT, Need.POSTURE)));
    assertThat(exitCode(evaluation, FailOn.ANY_DRIFT)).isEqualTo(ExitCode.INCOMPLETE);
  }

  private static void isUnknown(Evaluation evaluation, String problem) {
    assertThat(Run.lines(evaluation))
        .containsExactly("IN_SYNC ConfigMap shop/declared", "UNKNOWN ConfigMap shop/marked");
    assertThat(evaluation.findings()).isEmpty();
    assertThat(evaluation.problems())
        .filteredOn(one -> one.code() == Problem.Code.OWNER_NOT_READ)
        .extracting(Problem::message)
        .containsExactly(problem);
    assertThat(evaluation.coverage().gaps(Set.of(Need.DRIFT)))
        .extracting(Coverage.Entry::subject, Coverage.Entry::reason)
        .containsExactly(
            tuple(new Coverage.Subject.Resources(), "1 of 2 resources could not be compared."));
    assertThat(exitCode(evaluation, FailOn.ANY_DRIFT)).isEqualTo(ExitCode.INCOMPLETE);
  }

  private static ExitCode exitCode(Evaluation evaluation, FailOn failOn) {
    Report.Run run = new Report.Run("1", Instant.EPOCH, Instant.EPOCH, "1");
    return evaluation.report(run, List.of(), List.of(), List.of()).exitCode(failOn);
  }
}
