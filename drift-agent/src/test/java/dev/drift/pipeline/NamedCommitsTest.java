package dev.drift.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.model.ResourceRef;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import dev.drift.source.ClusterFacts;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.YamlLimits;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NamedCommitsTest {
  private static final String ONE = "1a".repeat(20);
  private static final String TWO = "2b".repeat(20);
  private static final String THREE = "3c".repeat(20);
  private static final String FOUR = "4d".repeat(20);

  private record Cluster(Map<GroupKind, String> objects) implements ClusterFacts {
    @Override
    public Optional<String> version() {
      return Optional.empty();
    }

    @Override
    public List<String> apiVersions() {
      return List.of();
    }

    @Override
    public Answer object(ResourceRef ref) {
      return new Answer.Absent();
    }

    @Override
    public Listing objects(GroupKind kind) {
      return Optional.ofNullable(objects.get(kind))
          .<Listing>map(it -> new Listing.Found(List.of(read(it))))
          .orElseGet(() -> new Listing.Unknown("it may not be listed"));
    }

    private static Value.Obj read(String text) {
      return (Value.Obj)
          new DocumentReader(YamlLimits.DEFAULT)
              .read(new SourceFile("live.yaml", text.getBytes(UTF_8)))
              .documents()
              .getFirst()
              .value();
    }
  }

  @Test
  void fluxNamesWhatItHasFetchedAndApplied() {
    Cluster cluster =
        new Cluster(
            Map.of(
                Kinds.FLUX_GIT_REPOSITORY,
                """
                spec: {ref: {commit: %3$s}}
                status:
                  artifact:
                    revision: main@sha1:%1$s
                    digest: sha256:%2$s
                """
                    .formatted(ONE, "4".repeat(64), THREE),
                Kinds.FLUX_KUSTOMIZATION,
                "status: {lastAppliedRevision: main/%s}".formatted(TWO)));

    assertThat(
            NamedCommits.in(
                cluster,
                Set.of(Kinds.FLUX_GIT_REPOSITORY, Kinds.FLUX_KUSTOMIZATION, Kinds.FLUX_HELM_CHART)))
        .containsExactlyInAnyOrder(ONE, TWO);
  }

  @Test
  void argoNamesWhatItComparesAndWhatItIsToApply() {
    Cluster cluster =
        new Cluster(
            Map.of(
                Kinds.ARGO_APPLICATION,
                """
                operation: {sync: {revisions: [%s]}}
                status: {sync: {revision: %s}, operationState: {operation: {sync: {revision: %s}}}}
                """
                    .formatted(ONE, TWO, THREE)));

    assertThat(NamedCommits.in(cluster, Set.of(Kinds.ARGO_APPLICATION)))
        .containsExactlyInAnyOrder(ONE, TWO, THREE);
  }

  @Test
  void onlyDeployersAreAsked() {
    Cluster cluster =
        new Cluster(Map.of(Kinds.CONFIG_MAP, "status: {revision: %s}".formatted(ONE)));

    assertThat(NamedCommits.in(cluster, Set.of(Kinds.CONFIG_MAP))).isEmpty();
    assertThat(NamedCommits.areNamedBy(Set.of(Kinds.CONFIG_MAP, Kinds.SECRET))).isFalse();
    assertThat(NamedCommits.areNamedBy(Set.of(Kinds.CONFIG_MAP, Kinds.FLUX_HELM_CHART))).isTrue();
  }

  @Test
  void fluxMayBeApplyingWhatItHasFetchedOrTried() {
    String fetched = "status: {artifact: {revision: main@sha1:%s}}";
    String kustomization =
        """
        status:
          lastAppliedRevision: main@sha1:%s
          lastAttemptedRevision: main@sha1:%s
          history: [{metadata: {revision: main@sha1:%s}}]
        """;
    Set<GroupKind> kinds = Set.of(Kinds.FLUX_GIT_REPOSITORY, Kinds.FLUX_KUSTOMIZATION);

    assertThat(
            NamedCommits.applying(
                new Cluster(
                    Map.of(
                        Kinds.FLUX_GIT_REPOSITORY,
                        fetched.formatted(TWO),
                        Kinds.FLUX_KUSTOMIZATION,
                        kustomization.formatted(ONE, THREE, FOUR))),
                kinds))
        .containsExactlyInAnyOrder(TWO, THREE);
    assertThat(
            NamedCommits.applying(
                new Cluster(
                    Map.of(
                        Kinds.FLUX_GIT_REPOSITORY,
                        fetched.formatted(ONE),
                        Kinds.FLUX_KUSTOMIZATION,
                        kustomization.formatted(ONE, ONE, FOUR))),
                kinds))
        .isEmpty();
  }

  @Test
  void argoCdMayBeApplyingWhatItComparesOrSyncs() {
    Cluster cluster =
        new Cluster(
            Map.of(
                Kinds.ARGO_APPLICATION,
                """
                operation: {sync: {revisions: [%1$s]}}
                status:
                  sync: {status: OutOfSync, revision: %2$s}
                  operationState: {operation: {sync: {revision: %3$s}}}
                  history: [{revision: %4$s}]
                """
                    .formatted(ONE, TWO, THREE, FOUR)));

    assertThat(NamedCommits.applying(cluster, Set.of(Kinds.ARGO_APPLICATION)))
        .containsExactlyInAnyOrder(ONE, TWO, THREE);
    assertThat(NamedCommits.applying(cluster, Set.of(Kinds.CONFIG_MAP))).isEmpty();
  }
}
