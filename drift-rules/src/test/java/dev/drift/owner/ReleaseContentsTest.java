package dev.drift.owner;

import static dev.drift.owner.StoredReleases.release;
import static dev.drift.owner.TestCluster.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.evaluate.Evaluator;
import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.scope.Scope;
import dev.drift.world.DesiredState;
import dev.drift.world.Worlds;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A run evaluates again after it has read again what seemed to differ; hardly any release of Helm
/// has changed meanwhile.
class ReleaseContentsTest {
  private static final LiveResource WEB =
      object("{apiVersion: v1, kind: ConfigMap, metadata: {name: web, namespace: monitoring}}");

  private final ReleaseContents contents = new ReleaseContents();

  /// The Secret as the cluster has it after reading: another object of the same content each time.
  private static LiveResource secret(String held) {
    return release("monitoring", "prom")
        .manifest("{apiVersion: v1, kind: ConfigMap, metadata: {name: %s}}".formatted(held))
        .secret();
  }

  private ReleaseRecord.Content content(LiveResource secret) {
    return contents.of(ReleaseRecord.of(secret).orElseThrow());
  }

  private Ownership owner(LiveResource secret) {
    return Owners.of(TestCluster.of(WEB, secret), Set.of(), contents).of(WEB);
  }

  @Test
  void theSameContentIsUnpackedOnce() {
    assertThat(owner(secret("web"))).isInstanceOf(Ownership.Proven.class);
    assertThat(contents.size()).isEqualTo(1);
    ReleaseRecord.Content unpacked = content(secret("web"));

    assertThat(owner(secret("web"))).isInstanceOf(Ownership.Proven.class);
    assertThat(content(secret("web"))).isSameAs(unpacked);
    assertThat(contents.size()).isEqualTo(1);
  }

  @Test
  void changedContentIsReadAndTheOldForgotten() {
    owner(secret("web"));

    assertThat(owner(secret("other"))).isEqualTo(new Ownership.None());
    assertThat(contents.size()).isEqualTo(1);
    assertThat(owner(secret("web"))).isInstanceOf(Ownership.Proven.class);
  }

  /// A ConfigMap holds as text what a Secret holds in base64 once more.
  @Test
  void theKindOfTheRecordCounts() {
    StoredReleases stored = release("monitoring", "prom").manifest("");
    LiveResource secret = stored.secret();
    LiveResource configMap =
        object(
            """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: sh.helm.release.v1.prom.v1
              namespace: monitoring
              labels: {owner: helm, name: prom, version: "1", status: deployed}
            data: {release: "%s"}
            """
                .formatted(secret.content().object("data").text("release").orElseThrow()));

    assertThat(content(secret)).isInstanceOf(ReleaseRecord.Content.Read.class);
    assertThat(content(configMap)).isInstanceOf(ReleaseRecord.Content.Broken.class);
  }

  @Test
  void theEvaluationsOfARunShareThem() {
    Evaluator evaluator = Evaluator.plain();
    LiveState live = TestCluster.of(WEB, secret("web"));
    DesiredState desired =
        DesiredState.of(
            List.of(new DesiredState.Part(Scope.CLUSTER, "default", List.of())),
            live.kinds(),
            Set.of());

    evaluator.evaluate(Worlds.of(desired, live));
    assertThat(evaluator.releases().size()).isEqualTo(1);
    ReleaseRecord record = ReleaseRecord.of(secret("web")).orElseThrow();
    ReleaseRecord.Content unpacked = evaluator.releases().of(record);

    evaluator.evaluate(Worlds.of(desired, TestCluster.of(WEB, secret("web"))));
    assertThat(evaluator.releases().of(record)).isSameAs(unpacked);
  }
}
