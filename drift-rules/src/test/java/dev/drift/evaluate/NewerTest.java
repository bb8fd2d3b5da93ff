package dev.drift.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.model.Manifest;
import dev.drift.model.scope.Scope;
import dev.drift.world.DesiredState;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A deployer has applied one commit, and Git has a newer one, which it may be applying just now.
class NewerTest {
  private static final String APPLIED =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: web, namespace: shop}
      data: {color: blue, size: "1", text: "a=1\\nb=1\\n"}
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: old, namespace: shop}
      data: {a: b}
      """;

  private static final String NEWER =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: web, namespace: shop}
      data: {color: green, size: "1", text: "a=1\\nb=2\\n"}
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: new, namespace: shop}
      data: {a: b}
      """;

  private static Evaluation of(String cluster) {
    return of(cluster, NEWER);
  }

  private static Evaluation of(String cluster, String... newer) {
    DesiredState desired =
        DesiredState.of(
            List.of(
                new DesiredState.Part(
                    Scope.NAMESPACES,
                    "default",
                    manifests(APPLIED),
                    List.of(),
                    List.of(),
                    Stream.of(newer).map(NewerTest::manifests).toList())),
            Run.KINDS,
            Set.of());
    Run run = new Run();
    return run.of(desired, run.live(cluster));
  }

  private static List<Manifest> manifests(String text) {
    return Run.manifests(text);
  }

  private static List<String> findings(Evaluation evaluation) {
    return evaluation.findings().stream()
        .map(it -> "%s %s".formatted(it.resource().id(), it.path()))
        .toList();
  }

  @Test
  void whatWasAppliedIsInSync() {
    assertThat(Run.lines(of(APPLIED)))
        .containsExactlyInAnyOrder("IN_SYNC ConfigMap shop/web", "IN_SYNC ConfigMap shop/old");
  }

  @Test
  void whatIsBeingAppliedIsNoDrift() {
    Evaluation evaluation = of(NEWER);

    assertThat(evaluation.findings()).isEmpty();
    assertThat(Run.lines(evaluation))
        .containsExactlyInAnyOrder("IN_SYNC ConfigMap shop/web", "PENDING ConfigMap shop/old");
  }

  @Test
  void whatIsNeitherIsDrift() {
    assertThat(findings(of(NEWER.replace("green", "red").replace("size: \"1\"", "size: \"2\""))))
        .containsExactlyInAnyOrder("ConfigMap shop/web data.color", "ConfigMap shop/web data.size");
  }

  @Test
  void whatNeitherCommitDeclaresIsUnmanaged() {
    String other =
        NEWER + NEWER.substring(NEWER.indexOf("---")).replace("name: new", "name: stray");

    assertThat(findings(of(other))).containsExactly("ConfigMap shop/stray ");
  }

  /// The head has moved on while a deployer is still applying the commit before.
  @Test
  void whatIsBeingAppliedMayNotBeTheNewestEither() {
    String between =
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: web, namespace: shop}
        data: {color: red, size: "1", text: "a=3\\nb=3\\n"}
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: passing, namespace: shop}
        data: {a: b}
        """;

    assertThat(findings(of(between)))
        .containsExactlyInAnyOrder(
            "ConfigMap shop/web data.color",
            "ConfigMap shop/web data.text.a",
            "ConfigMap shop/web data.text.b",
            "ConfigMap shop/passing ");
    assertThat(findings(of(between, NEWER, between))).isEmpty();
    assertThat(findings(of(between, between, NEWER))).isEmpty();
    assertThat(findings(of(between.replace("red", "black"), NEWER, between)))
        .containsExactly("ConfigMap shop/web data.color");
  }
}
