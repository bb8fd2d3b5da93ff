package dev.drift.model.branch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Where a change goes that Drift makes in Git.
class ChangeBranchTest {
  private static final List<String> NAMES =
      List.of(
          "main",
          "master_v1",
          "master_v1.2",
          "master_v2",
          "release_v1.1.0",
          "release_v1.2.1",
          "release_v3.0",
          "feature_v1_new-catalog");

  private static ChangeBranch of(BranchScheme scheme, List<String> names, String running) {
    return ChangeBranch.of(List.of(scheme), names, running, "drift-x");
  }

  @ParameterizedTest
  @CsvSource({
    // The cluster runs a release: cut from the master of its version, towards the release.
    "release_v1.1.0, feature_v1_drift-x, master_v1",
    "release_v1.2.1, feature_v1.2_drift-x, master_v1.2",
    // It runs a master, or the branch of a feature: from there, and back to it.
    "master_v2, feature_v2_drift-x, master_v2",
    "feature_v1_new-catalog, feature_v1_drift-x, feature_v1_new-catalog",
    // No master of version 3, and names of another convention.
    "release_v3.0, drift-x, release_v3.0",
    "main, drift-x, main",
  })
  void followsTheConvention(String running, String name, String base) {
    assertThat(of(BranchScheme.CONVENTION, NAMES, running))
        .isEqualTo(new ChangeBranch(name, base, running));
  }

  @Test
  void aRepositoryWithOnlyMainIsChangedFromMain() {
    assertThat(of(BranchScheme.CONVENTION, List.of("main"), "main"))
        .isEqualTo(new ChangeBranch("drift-x", "main", "main"));
  }

  @Test
  void followsThePatternsOfPolicies() {
    BranchScheme scheme =
        new BranchScheme(
            new BranchPattern("main"),
            List.of(new BranchPattern("release/{version}")),
            List.of(new BranchPattern("hotfix"), new BranchPattern("feature/*")));

    assertThat(of(scheme, List.of("main", "release/1.4"), "release/1.4"))
        .isEqualTo(new ChangeBranch("feature/drift-x", "main", "release/1.4"));
    assertThat(of(scheme, List.of("main", "release/1.4"), "main"))
        .isEqualTo(new ChangeBranch("feature/drift-x", "main", "main"));
  }

  @Test
  void takesTheVersionOfTheReleaseWhereTheMasterHasNone() {
    BranchScheme scheme =
        new BranchScheme(
            new BranchPattern("main"),
            List.of(new BranchPattern("release/{version}")),
            List.of(new BranchPattern("*/{version}/*")));

    assertThat(of(scheme, List.of("main", "release/1.4"), "release/1.4").name())
        .isEqualTo("drift/1.4/drift-x");
    assertThat(of(scheme, List.of("main"), "main").name())
        .as("main has no version to put there")
        .isEqualTo("drift-x");
  }

  @Test
  void aPatternThatGitWouldRefuseIsPassedOver() {
    BranchScheme scheme =
        new BranchScheme(
            new BranchPattern("main"),
            List.of(),
            List.of(
                new BranchPattern("a..*"),
                new BranchPattern("-*"),
                new BranchPattern("x/.*"),
                new BranchPattern("*.lock"),
                new BranchPattern("work/*")));

    assertThat(of(scheme, List.of("main"), "main").name()).isEqualTo("work/drift-x");
  }

  @Test
  void theFirstSchemeThatNamesTheBranchDecides() {
    BranchScheme other =
        new BranchScheme(
            new BranchPattern("trunk"), List.of(), List.of(new BranchPattern("change/*")));

    assertThat(
            ChangeBranch.of(
                List.of(other, BranchScheme.CONVENTION), NAMES, "release_v1.1.0", "drift-x"))
        .isEqualTo(new ChangeBranch("feature_v1_drift-x", "master_v1", "release_v1.1.0"));
  }

  @Test
  void aTopicIsReadableStableAndDistinct() {
    String topic = BranchName.topic("Deployment trino/Trino_Worker", "3f");

    assertThat(topic).matches("drift-deployment-trino-trino-worker-[0-9a-f]{12}");
    assertThat(BranchName.topic("Deployment trino/Trino_Worker", "3f")).isEqualTo(topic);
    assertThat(BranchName.topic("Deployment trino/Trino_Worker", "40")).isNotEqualTo(topic);
  }

  @ParameterizedTest
  @CsvSource({"''", "'../..'", "'a..b.lock'", "'-x'", "'a b~^:?*[\\'", "'ünïcode'", "'@{'"})
  void noLabelMakesATopicThatGitRefuses(String label) {
    String topic = BranchName.topic(label, "key");

    assertThat(topic).matches("drift-([a-z0-9-]*[a-z0-9]-)?[0-9a-f]{12}");
    assertThat(BranchName.isValid(topic)).isTrue();
    assertThat(BranchName.topic("x".repeat(5000), "key").length()).isLessThan(80);
  }
}
