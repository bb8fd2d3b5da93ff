package dev.drift.differential;

import static org.assertj.core.api.Assertions.assertThat;

/// One run, printed.
final class Soak {
  private Soak() {}

  static void run(int objects) throws InterruptedException {
    long seed = Differential.seed();
    try (Differential differential = new Differential()) {
      assertThat(differential.refusedStarts()).as("hand-written objects are valid").isEmpty();
      assertThat(differential.coverage().missing())
          .as("kinds that the server serves, and that are neither generated nor excused")
          .isEmpty();
      assertThat(differential.coverage().stale())
          .as("kinds that are generated or excused, and that no server serves")
          .isEmpty();
      differential.run(objects, seed);

      System.out.printf(
          "Kubernetes %s, seed %d%n%s", differential.version(), seed, differential.table());
      differential
          .refusals()
          .forEach((kind, why) -> System.out.printf("refused %s: %s%n", kind, why));
      differential.breaches().forEach(System.out::println);
      assertThat(differential.table().kinds())
          .as("kinds of which the server took an object")
          .isEqualTo(differential.generated());
      assertThat(differential.table().accepted()).isGreaterThan(objects / 2);
      assertThat(differential.breaches()).as("with the seed %d", seed).isEmpty();
    }
  }
}
