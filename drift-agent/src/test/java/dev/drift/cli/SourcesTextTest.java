package dev.drift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.model.Problem;
import dev.drift.model.Skipped;
import dev.drift.model.origin.Place;
import dev.drift.pipeline.RenderedSources;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourcesTextTest {
  @Test
  void listsWhatIsLeftOutAndWhatIsWrong() {
    assertThat(
            SourcesText.lines(
                new RenderedSources(
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(
                        new Skipped(
                            new Place("app/kustomization.yaml", 1, 1, 0, 0, false),
                            "kustomize builds no resources from it.")),
                    List.of(
                        Problem.of(
                            Problem.Code.DUPLICATE_RESOURCE,
                            "ConfigMap web/a is declared twice, also at b.yaml:1:1; delete one of"
                                + " the two")))))
        .containsExactly(
            "  left out: app/kustomization.yaml:1: kustomize builds no resources from it.",
            "  problem: ConfigMap web/a is declared twice, also at b.yaml:1:1; delete one of the"
                + " two");
  }
}
