package dev.drift.differential;

import static org.assertj.core.api.Assertions.assertThat;

/// One run, printed.
final class Soak {
  private static final int KINDS = 33;

  private Soak() {}

  static void run(int objects) throws InterruptedException {
    long seed = Differential.seed();
    try (Differential differential = new Differential()) {
      assertThat(differential.refusedStarts()).as("hand-written objects are valid").isEmpty();
      differential.run(objects, seed);

      System.out.printf(
          "Kubernetes %s, seed %d%n%s", differential.version(), seed, differential.table());
      differential
          .refusals()
          .forEach((kind, why) -> System.out.printf("refused %s: %s%n", kind, why));
      differential.breaches().forEach(System.out::println);
      assertThat(differential.table().kinds()).isGreaterThanOrEqualTo(KINDS);
      assertThat(differential.table().accepted()).isGreaterThan(objects / 2);
      assertThat(differential.breaches()).as("with the seed %d", seed).isEmpty();
    }
  }
}
