package dev.drift.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A sample of what `make accuracy` does in full: 300 accepted changes of the example.
@Tag("cluster")
final class AccuracyTest {
  /// `-Ddrift.accuracy.seed=…` takes another sample.
  private static final long SEED = Long.getLong("drift.accuracy.seed", 20260101);

  @Test
  void findsWhatChangedAndNothingElse() {
    try (Stage stage = new Stage(Corpus.lakehouse())) {
      AccuracyCounts tally = new AccuracyCounts("lakehouse, seed " + SEED);
      new DryRuns(stage, tally).run(SEED, 300, Integer.MAX_VALUE);
      System.out.println(AccuracyCounts.header());
      System.out.println(tally.row());

      AccuracyCounts written = new AccuracyCounts("lakehouse, written");
      new RealWrites(stage, written).run(SEED, 8);
      System.out.println(written.row());

      assertThat(tally.lines()).isEmpty();
      assertThat(written.lines()).isEmpty();
      assertThat(tally.accepted()).isEqualTo(300);
    }
  }

  /// Git may declare into namespaces that are there already, such as `kube-system`.
  @Test
  void aCorpusMayUseStandingNamespaces() {
    Path folder = Path.of("src/test/resources/accuracy/standing").toAbsolutePath();
    try (Stage stage = new Stage(new Corpus("standing", folder, "kube-system"))) {
      AccuracyCounts tally = new AccuracyCounts("standing, seed " + SEED);
      new DryRuns(stage, tally).run(SEED, 100, Integer.MAX_VALUE);
      System.out.println(AccuracyCounts.header());
      System.out.println(tally.row());

      assertThat(stage.notes()).isEmpty();
      assertThat(stage.subjects()).hasSize(5);
      assertThat(tally.lines()).isEmpty();
      assertThat(tally.accepted()).isEqualTo(100);
    }
  }
}
