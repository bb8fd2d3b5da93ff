package dev.drift.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// `make accuracy [CORPUS=folder]`: every change of every object, a row of numbers for each corpus.
///
/// Its name keeps it out of `make test`.
final class Accuracy {
  private static final long SEED = Long.getLong("drift.accuracy.seed", 1);

  /// Of the changes of one object: definitions have tens of thousands of leaves.
  private static final int MOST_PER_OBJECT = Integer.getInteger("drift.accuracy.object", 1_000);

  /// Accepted changes of one corpus; the seed decides which.
  private static final int MOST = Integer.getInteger("drift.accuracy.most", 6_000);

  /// Accepted changes that are made and put back.
  private static final int WRITTEN = Integer.getInteger("drift.accuracy.written", 200);

  @Test
  void findsWhatChangedAndNothingElse() {
    List<Corpus> corpora = new ArrayList<>();
    corpora.add(Corpus.lakehouse());
    Optional.ofNullable(System.getProperty("drift.accuracy.corpus"))
        .filter(folder -> !folder.isBlank())
        .ifPresent(folder -> corpora.addAll(Corpus.in(Path.of(folder))));
    String only = System.getProperty("drift.accuracy.only", "");
    corpora.removeIf(corpus -> !only.isEmpty() && !corpus.name().equals(only));
    List<String> wrong = new ArrayList<>();
    System.out.println(AccuracyCounts.header());
    for (Corpus corpus : corpora) {
      try (Stage stage = new Stage(corpus)) {
        AccuracyCounts tally = new AccuracyCounts(corpus.name());
        new DryRuns(stage, tally).run(SEED, MOST, MOST_PER_OBJECT);
        System.out.println(tally.row());
        System.out.println(tally.exemptions());
        stage.notes().forEach(note -> System.out.println("  " + note));
        wrong.addAll(tally.lines());
        if (corpus.equals(Corpus.lakehouse())) {
          wrong.addAll(written(stage));
        }
      }
    }
    assertThat(wrong.size()).as("changes that Drift got wrong").isZero();
  }

  private static List<String> written(Stage stage) {
    AccuracyCounts tally = new AccuracyCounts(stage.corpus().name() + ", written");
    new RealWrites(stage, tally).run(SEED, WRITTEN);
    System.out.println(tally.row());
    System.out.println(tally.exemptions());
    return tally.lines();
  }
}
