package dev.drift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.model.Problem;
import dev.drift.model.Skipped;
import dev.drift.model.Unrendered;
import dev.drift.model.origin.Place;
import dev.drift.model.scope.Scope;
import dev.drift.model.scope.Source;
import dev.drift.pipeline.RenderedSources;
import java.util.List;
import java.util.Optional;
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

  private static Unrendered chart(String file) {
    return new Unrendered(
        new Place(file, 1, 1, 0, 0, false),
        Unrendered.Kind.HELM_CHART,
        "Nobody installs it.",
        Optional.empty());
  }

  @Test
  void saysOnceWhatIsSoForManyFiles() {
    assertThat(
            SourcesText.lines(
                new RenderedSources(
                    List.of(),
                    List.of(),
                    List.of(chart("a/Chart.yaml"), chart("b/Chart.yaml"), chart("c/Chart.yaml")),
                    List.of(
                        new Skipped(
                            new Place("x.yaml", 4, 1, 0, 0, false),
                            "x.yaml:4: It is no manifest.")),
                    List.of(
                        Problem.at(
                            new Place("d/Chart.yaml", 1, 1, 0, 0, false),
                            Problem.Code.OTHERS_NOT_READ,
                            "this Helm chart was not read")))))
        .containsExactly(
            "  not rendered: a/Chart.yaml:1 and 2 more like it: Nobody installs it.",
            "  left out: x.yaml:4: It is no manifest.",
            "  note: d/Chart.yaml:1: this Helm chart was not read");
  }

  @Test
  void saysWhatASourceIsMadeOf() {
    assertThat(lines("plain")).containsExactly("shop at 0123456789ab, plain manifests");
    assertThat(lines("plain, helm v4.3.1"))
        .containsExactly("shop at 0123456789ab, plain manifests, and rendered by helm v4.3.1");
    assertThat(lines("kustomize v5.8.1"))
        .containsExactly("shop at 0123456789ab, rendered by kustomize v5.8.1");
  }

  private static List<String> lines(String renderer) {
    return SourcesText.lines(
        new RenderedSources(
            List.of(
                new Source(
                    "shop",
                    Optional.empty(),
                    Optional.of("0123456789abcdef0123456789abcdef01234567"),
                    List.of(),
                    renderer,
                    List.of(),
                    "",
                    Scope.NAMESPACES)),
            List.of(),
            List.of(),
            List.of(),
            List.of()));
  }

  private static Unrendered release(String name, String url) {
    return new Unrendered(
        new Place(name + ".yaml", 3, 1, 0, 0, false),
        Unrendered.Kind.HELM_RELEASE,
        ("The HelmRelease web/%s was not rendered: its chart comes from the OCIRepository %s: %s may"
                + " not be fetched; if you trust it, add it to fetch in the agent's drift.yaml. What"
                + " it declares is unknown.")
            .formatted(name, name, url),
        Optional.empty());
  }

  @Test
  void namesEachUrlToAllowOnce() {
    assertThat(
            SourcesText.lines(
                new RenderedSources(
                    List.of(),
                    List.of(),
                    List.of(
                        release("a", "oci://registry.example.com/app"),
                        release("b", "oci://registry.example.com/other"),
                        release("c", "oci://registry.example.com/app")),
                    List.of(),
                    List.of())))
        .containsExactly(
            "  not rendered: a.yaml:3 and 1 more like it: The HelmRelease web/a was not rendered: its"
                + " chart comes from the OCIRepository a: oci://registry.example.com/app may not be"
                + " fetched; if you trust it, add it to fetch in the agent's drift.yaml. What it"
                + " declares is unknown.",
            "  not rendered: b.yaml:3: The HelmRelease web/b was not rendered: its chart comes from"
                + " the OCIRepository b: oci://registry.example.com/other may not be fetched; if you"
                + " trust it, add it to fetch in the agent's drift.yaml. What it declares is unknown.");
  }
}
