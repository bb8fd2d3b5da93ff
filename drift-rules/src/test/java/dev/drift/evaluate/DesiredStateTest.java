package dev.drift.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.model.Problem;
import dev.drift.model.ResourceId;
import dev.drift.world.DesiredState;
import org.junit.jupiter.api.Test;

class DesiredStateTest {
  private static String object(String apiVersion, String kind, String metadata) {
    return "apiVersion: %s\nkind: %s\nmetadata: {%s}\n".formatted(apiVersion, kind, metadata);
  }

  private static DesiredState desired(String... objects) {
    return new Run().desired(String.join("---\n", objects));
  }

  @Test
  void fillsTheDefaultNamespaceIn() {
    DesiredState desired = desired(object("v1", "ConfigMap", "name: a"));
    assertThat(desired.resources().keySet())
        .extracting(ResourceId::toString)
        .containsExactly("ConfigMap default/a");
    assertThat(
            desired
                .resources()
                .values()
                .iterator()
                .next()
                .content()
                .object("metadata")
                .text("namespace"))
        .contains("default");
  }

  @Test
  void takesTheNamespaceAwayWhereThereIsNone() {
    DesiredState desired =
        desired(object("rbac.authorization.k8s.io/v1", "ClusterRole", "name: a, namespace: wrong"));
    assertThat(desired.resources().keySet())
        .extracting(ResourceId::toString)
        .containsExactly("ClusterRole a");
    assertThat(
            desired
                .resources()
                .values()
                .iterator()
                .next()
                .content()
                .object("metadata")
                .get("namespace"))
        .isEmpty();
  }

  @Test
  void findsWhatIsDeclaredTwiceAlsoByTheDefaultNamespaceOrAnotherVersion() {
    DesiredState desired =
        desired(
            object("v1", "ConfigMap", "name: a"),
            object("v1", "ConfigMap", "name: a, namespace: default"),
            object("autoscaling/v1", "HorizontalPodAutoscaler", "name: h"),
            object("autoscaling/v2", "HorizontalPodAutoscaler", "name: h"));
    assertThat(desired.problems())
        .extracting(Problem::code)
        .containsExactly(Problem.Code.DUPLICATE_RESOURCE, Problem.Code.DUPLICATE_RESOURCE);
    assertThat(desired.problems().getFirst().message()).contains("test.yaml:1:1");
    assertThat(desired.problems().getFirst().place().orElseThrow().line()).isEqualTo(5);
  }

  @Test
  void filtersByNamespace() {
    DesiredState desired =
        new Run()
            .only("ns")
            .desired(
                String.join(
                    "---\n",
                    object("v1", "ConfigMap", "name: a, namespace: ns"),
                    object("v1", "ConfigMap", "name: b, namespace: m"),
                    object("v1", "Namespace", "name: ns"),
                    object("v1", "Namespace", "name: m"),
                    object("rbac.authorization.k8s.io/v1", "ClusterRole", "name: c")));
    assertThat(desired.resources().keySet())
        .extracting(ResourceId::toString)
        .containsExactly("Namespace ns", "ConfigMap ns/a");
    assertThat(desired.namespaces()).containsExactly("ns");
  }

  @Test
  void aCrdInGitTellsTheScopeOfItsKind() {
    String crd =
        """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: widgets.example.org}
        spec: {group: example.org, scope: %s, names: {kind: Widget}}
        """;
    String widget = object("example.org/v1", "Widget", "name: w");
    assertThat(desired(crd.formatted("Namespaced"), widget).resources().keySet())
        .extracting(ResourceId::toString)
        .contains("Widget default/w");
    assertThat(desired(crd.formatted("Cluster"), widget).resources().keySet())
        .extracting(ResourceId::toString)
        .contains("Widget w");
  }

  @Test
  void saysWhichVersionsAreServed() {
    DesiredState desired =
        desired(object("autoscaling/v2beta2", "HorizontalPodAutoscaler", "name: h"));
    assertThat(desired.problems())
        .extracting(Problem::code)
        .containsExactly(Problem.Code.UNKNOWN_KIND);
    assertThat(desired.problems().getFirst().message()).contains("autoscaling/v1, autoscaling/v2");
  }
}
