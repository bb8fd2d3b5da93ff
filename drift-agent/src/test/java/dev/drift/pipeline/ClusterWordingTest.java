package dev.drift.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.finding.Sides;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterWordingTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          it is 8GB, but Git declares 4GB                      | it is 8GB, but staging has 4GB
          x is in the cluster but not in Git                   | x is in production but not in staging
          x is declared in Git but missing from the cluster    | x is in staging but not in production
          pinned to a digest, which Git does not declare       | pinned to a digest, which staging does not have
          it does not use the network of its node, but Git declares that it should | it does not use the network of its node, unlike in staging
          it gets no API server token, unlike in Git           | it gets no API server token, unlike in staging
          the API server allocates addresses if Git sets none  | the API server allocates addresses if staging sets none
          The cluster has GitRepository a and Gitea            | production has GitRepository a and Gitea
          """)
  void sentencesAreAboutTwoClusters(String ofGit, String ofClusters) {
    assertThat(new ClusterWording(new Sides("staging", "production")).sentence(ofGit))
        .isEqualTo(ofClusters);
  }

  /// A name that is a word of the sentences is put in once.
  @ParameterizedTest
  @CsvSource({"is not in Git but in the cluster, is not in the cluster but in Git"})
  void namesAreNotReplacedAgain(String sentence, String turned) {
    assertThat(new ClusterWording(new Sides("the cluster", "Git")).sentence(sentence))
        .isEqualTo(turned);
  }
}
