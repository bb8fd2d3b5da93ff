package dev.drift.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import dev.drift.source.ClusterFacts;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.YamlLimits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Whether a source has to be rendered again because its cluster has changed.
class AskedFactsTest {
  private static final ResourceRef MAP =
      new ResourceRef("v1", new ResourceId(GroupKind.of("v1", "ConfigMap"), "a", "b"));

  /// A cluster whose Kustomizations and ConfigMap are these.
  private record Facts(Listing kustomizations, Answer map) implements ClusterFacts {
    @Override
    public Optional<String> version() {
      return Optional.of("v1.36.3");
    }

    @Override
    public List<String> apiVersions() {
      return List.of("v1");
    }

    @Override
    public Answer object(ResourceRef ref) {
      return map;
    }

    @Override
    public Listing objects(GroupKind kind) {
      return kustomizations;
    }
  }

  private static Value.Obj yaml(String text) {
    return (Value.Obj)
        new DocumentReader(YamlLimits.DEFAULT)
            .read(new SourceFile("a.yaml", text.getBytes(StandardCharsets.UTF_8)))
            .documents()
            .getFirst()
            .value();
  }

  private static Facts facts(String kustomization, String map) {
    return new Facts(
        new ClusterFacts.Listing.Found(List.of(yaml(kustomization))),
        new ClusterFacts.Answer.Found(yaml(map)));
  }

  private static final Facts BEFORE =
      facts(
          """
          metadata: {name: apps, resourceVersion: "1"}
          spec: {suspend: false}
          status:
            lastAppliedRevision: one
            conditions: [{type: Ready, message: one}]
            history: [{digest: x, lastReconciled: "10:00", totalReconciliations: 1}]
          """,
          "{metadata: {resourceVersion: \"1\"}, data: {password: hunter2}}");

  private static AskedFacts asked() {
    AskedFacts asked = new AskedFacts(BEFORE);
    assertThat(asked.version()).contains("v1.36.3");
    assertThat(asked.object(MAP)).isEqualTo(BEFORE.map());
    assertThat(asked.objects(Kinds.FLUX_KUSTOMIZATION)).isEqualTo(BEFORE.kustomizations());
    return asked;
  }

  @Test
  void whatRenderingDoesNotDependOnMayChange() {
    assertThat(
            asked()
                .areStillSo(
                    facts(
                        """
                        metadata: {name: apps, resourceVersion: "9"}
                        spec: {suspend: false}
                        status:
                          lastAppliedRevision: one
                          conditions: [{type: Ready, message: two}]
                          history: [{digest: x, lastReconciled: "10:10", totalReconciliations: 2}]
                        """,
                        "{metadata: {resourceVersion: \"7\"}, data: {password: hunter2}}")))
        .isTrue();
  }

  @Test
  void anotherRevisionThatWasAppliedIsAnotherAnswer() {
    assertThat(
            asked()
                .areStillSo(
                    facts(
                        """
                        metadata: {name: apps, resourceVersion: "9"}
                        spec: {suspend: false}
                        status:
                          lastAppliedRevision: two
                          history: [{digest: x}]
                        """,
                        "{metadata: {}, data: {password: hunter2}}")))
        .isFalse();
  }

  @Test
  void anotherValueIsAnotherAnswer() {
    assertThat(
            asked()
                .areStillSo(
                    new Facts(
                        BEFORE.kustomizations(),
                        new ClusterFacts.Answer.Found(yaml("data: {password: hunter3}")))))
        .isFalse();
    assertThat(
            asked()
                .areStillSo(new Facts(BEFORE.kustomizations(), new ClusterFacts.Answer.Absent())))
        .isFalse();
  }

  /// A cluster that is out of reach for a moment says nothing new.
  @Test
  void whatIsNotAnsweredIsAsItWas() {
    assertThat(
            asked()
                .areStillSo(
                    new Facts(
                        new ClusterFacts.Listing.Unknown("it is gone"),
                        new ClusterFacts.Answer.Unknown("it is gone"))))
        .isTrue();
  }

  @Test
  void whoAskedNothingNeedsNothing() {
    assertThat(new AskedFacts(BEFORE).areStillSo(ClusterFacts.NONE)).isTrue();
  }
}
