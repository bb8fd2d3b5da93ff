package dev.drift.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.judge.Rules;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.scope.Scope;
import dev.drift.model.scope.TrackedKinds;
import dev.drift.noise.NoisePacks;
import dev.drift.owner.Owners;
import dev.drift.world.Deployed;
import dev.drift.world.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// An update gives what a full evaluation gives, after random sequences of changes.
///
/// `-Ddrift.update.seed=7` starts elsewhere; [UpdateSoakTest] tries more.
class UpdateTest {
  static final Path EXAMPLE = Path.of("../examples/lakehouse");
  private static final int SEQUENCES = 60;
  private static final long SEED = Long.getLong("drift.update.seed", 1);
  private static final int STEPS = 5;

  @ParameterizedTest
  @EnumSource(names = {"NAMESPACES", "CLUSTER"})
  void anUpdateGivesWhatAFullEvaluationGives(Scope scope) throws IOException {
    run(EXAMPLE, scope, SEQUENCES);
  }

  /// Random changes of a cluster that has what the manifests of the folder say.
  static void run(Path folder, Scope scope, int sequences) throws IOException {
    World start = Deployed.of(manifests(folder), scope, kinds());
    Evaluator evaluator = Evaluator.plain();
    Evaluation first = evaluator.evaluate(start);
    int updates = 0;
    int full = 0;
    for (long seed = SEED; seed < SEED + sequences; seed++) {
      RandomChanges changes = new RandomChanges(seed, start.live());
      Evaluation before = first;
      for (int step = 0; step < STEPS; step++) {
        RandomChanges.Changed changed = changes.step(before.world().live());
        World later = before.world().with(changed.live());
        Evaluation updated = evaluator.update(before, later, changed.ids());
        assertSame(
            updated,
            evaluator.evaluate(later),
            "seed %d, step %d: %s".formatted(seed, step, changed.ids()));
        boolean kept =
            updated.parts().orElseThrow().pass().schemas()
                == before.parts().orElseThrow().pass().schemas();
        updates += kept ? 1 : 0;
        full += kept ? 0 : 1;
        before = updated;
      }
    }
    // Otherwise everything might have been evaluated again each time. It is after every change of a
    // CRD or of an operator, which some projects consist of.
    assertThat(updates).as("updates beside %d full evaluations", full).isGreaterThan(full / 10);
  }

  static void assertSame(Evaluation updated, Evaluation full, String when) {
    assertThat(updated.resources().keySet()).as(when).isEqualTo(full.resources().keySet());
    full.resources()
        .forEach(
            (id, result) -> assertThat(updated.resources().get(id)).as(when).isEqualTo(result));
    assertThat(updated.problems()).as(when).isEqualTo(full.problems());
    assertThat(updated.coverage()).as(when).isEqualTo(full.coverage());
    assertThat(updated.outOfScope()).as(when).isEqualTo(full.outOfScope());
  }

  static Set<GroupKind> kinds() {
    Set<GroupKind> kinds = new TreeSet<>(TrackedKinds.ALL);
    kinds.addAll(Rules.READ);
    kinds.addAll(NoisePacks.shipped().reads());
    kinds.addAll(Owners.READS.kinds().keySet());
    kinds.addAll(
        List.of(
            Kinds.NAMESPACE,
            Kinds.NODE,
            Kinds.ENDPOINTS,
            Kinds.LIMIT_RANGE,
            Kinds.INGRESS_CLASS,
            Kinds.CONTROLLER_REVISION));
    return kinds;
  }

  static String manifests(Path folder) throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .filter(file -> file.toString().endsWith(".yaml") || file.toString().endsWith(".yml"))
          .filter(file -> !file.endsWith("drift.yaml"))
          .sorted()
          .forEach(file -> all.append("---\n").append(read(file)).append('\n'));
    }
    return all.toString();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
