package dev.drift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.model.MaskLevel;
import dev.drift.pipeline.request.CompareRequest;
import dev.drift.pipeline.request.LiveRequest;
import dev.drift.pipeline.request.MaskRequest;
import dev.drift.pipeline.request.PolicyRequest;
import dev.drift.report.SampleReports;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompareCommandTest {
  @Test
  void flagsBecomeARequest() {
    Run run =
        Run.of(
            SampleReports.clean(),
            ("compare --kubeconfig kc --context a --context b --mapping m.yaml -n x,y --key-file k"
                    + " --mask strict --policy p.yaml --no-noise-packs")
                .split(" "));
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isEqualTo(0);
    assertThat(run.commands().requests)
        .containsExactly(
            new CompareRequest(
                new LiveRequest.FromCluster(Optional.of(Path.of("kc")), Optional.of("a")),
                new LiveRequest.FromCluster(Optional.of(Path.of("kc")), Optional.of("b")),
                Optional.of(Path.of("m.yaml")),
                List.of("x", "y"),
                new MaskRequest(Optional.of(Path.of("k")), MaskLevel.STRICT),
                new PolicyRequest(List.of(Path.of("p.yaml")), false)));
  }

  @ParameterizedTest
  @CsvSource({
    "compare --context a --context b, a, b",
    "compare --snapshot a --snapshot b, a, b",
    "compare --context a --snapshot b, a, b",
    "compare --snapshot a --context b, a, b",
    "compare --mapping m --snapshot=a -n x --context=b, a, b"
  })
  void theFirstIsExpectedAndTheSecondJudged(String line, String expected, String judged) {
    Run run = Run.of(SampleReports.clean(), line.split(" "));
    assertThat(run.commands().requests)
        .singleElement()
        .isInstanceOfSatisfying(
            CompareRequest.class,
            it -> {
              assertThat(name(it.expected())).isEqualTo(expected);
              assertThat(name(it.judged())).isEqualTo(judged);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "compare, 0 are given",
    "compare --context a, 1 is given",
    "compare --context a --context b --context c, 3 are given",
    "compare --context a --context b --snapshot c, 3 are given"
  })
  void twoClustersAreCompared(String line, String problem) {
    Run run = Run.of(SampleReports.clean(), line.split(" "));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(problem, "pass --context or --snapshot twice, or each once");
    assertThat(run.commands().requests).isEmpty();
  }

  private static String name(LiveRequest request) {
    return switch (request) {
      case LiveRequest.FromCluster cluster -> cluster.context().orElseThrow();
      case LiveRequest.FromSnapshot(Path file) -> file.toString();
    };
  }
}
