package dev.drift.evaluate.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.evaluate.Run;
import dev.drift.model.KindCoverage.Status;
import dev.drift.model.Problem;
import dev.drift.model.scope.Scope;
import java.util.List;
import org.junit.jupiter.api.Test;

/// `-n` with a typing error.
class UnknownNamespacesTest {
  private static final String SETTINGS =
      "{apiVersion: v1, kind: ConfigMap, metadata: {name: settings, namespace: shop}}";
  private static final String SHOP = "{apiVersion: v1, kind: Namespace, metadata: {name: shop}}";
  private static final String OTHER = "{apiVersion: v1, kind: Namespace, metadata: {name: other}}";

  @Test
  void namesWhatNeitherSideHas() {
    assertThat(unknown(new Run().only("shop", "shpo", "shop2"), SETTINGS, SETTINGS))
        .containsExactly(
            "neither Git nor the cluster has the namespace shop2; check --namespace",
            "neither Git nor the cluster has the namespace shpo; check --namespace");
  }

  @Test
  void oneSideIsEnough() {
    assertThat(unknown(new Run().only("shop"), SETTINGS, "")).isEmpty();
    assertThat(unknown(new Run().only("shop"), SHOP, "")).isEmpty();
    assertThat(unknown(new Run().only("shop", "other"), SETTINGS, OTHER)).isEmpty();
    assertThat(unknown(new Run().scope(Scope.CLUSTER).only("shop"), "", SHOP)).isEmpty();
  }

  @Test
  void aClusterThatCannotBeAskedDoesNotHideATypingError() {
    Run run = new Run().without("v1", "Namespace", Status.FORBIDDEN).only("shop", "shpo");
    assertThat(unknown(run, SETTINGS, SETTINGS))
        .containsExactly(
            "Git declares nothing in the namespace shpo, and Drift could not check whether it"
                + " exists; check --namespace, or allow getting this Namespace");
  }

  @Test
  void objectsShowThatANamespaceIsThere() {
    Run run = new Run().without("v1", "Namespace", Status.FORBIDDEN).only("shop");
    assertThat(unknown(run, "", SETTINGS)).isEmpty();
  }

  @Test
  void nothingIsSaidOfARunOverAll() {
    assertThat(unknown(new Run(), SETTINGS, "")).isEmpty();
  }

  private static List<String> unknown(Run run, String git, String cluster) {
    return run.of(git, cluster).problems().stream()
        .filter(problem -> problem.code() == Problem.Code.UNKNOWN_NAMESPACE)
        .map(Problem::message)
        .toList();
  }
}
