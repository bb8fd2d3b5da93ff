package dev.drift.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drift.compare.Yaml;
import dev.drift.model.LiveObjects;
import dev.drift.model.LiveResource;
import dev.drift.model.ResourceId;
import dev.drift.model.kind.GroupKind;
import dev.drift.world.Reads.Extent;
import dev.drift.world.Reads.Fact;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// Reading what is not declared fails; so the tests of rules and explanations find each.
class ReadsTest {
  private static final GroupKind MAP = new GroupKind("", "ConfigMap");
  private static final GroupKind SECRET = new GroupKind("", "Secret");
  private static final GroupKind NODE = new GroupKind("", "Node");
  private static final List<LiveResource> OBJECTS =
      List.of(object("ConfigMap", "ns", "own"), object("Secret", "other", "s"));
  private static final World WORLD = Worlds.of(LiveObjects.state(OBJECTS));
  private static final ResourceId OWN = OBJECTS.getFirst().id();

  private static LiveResource object(String kind, String namespace, String name) {
    return LiveObjects.live(
        Yaml.object(
            "{apiVersion: v1, kind: %s, metadata: {namespace: %s, name: %s}}"
                .formatted(kind, namespace, name)));
  }

  private static MaskedWorld masked(Reads reads) {
    return MaskedWorld.of(WORLD, Set.of(), List.of()).seen(reads, OWN);
  }

  @Test
  void theObjectItselfMayAlwaysBeLookedAt() {
    assertThat(masked(Reads.NOTHING).find(OWN)).isPresent();
    assertThat(WORLD.seen(Reads.NOTHING, OWN).find(MAP, "ns", "own")).isPresent();
  }

  @Test
  void anythingElseOnlyIfItIsDeclared() {
    MaskedWorld nothing = masked(Reads.NOTHING);
    fails("Secret other/s", () -> nothing.find(SECRET, "other", "s"));
    fails("ConfigMap ns/another", () -> nothing.find(MAP, "ns", "another"));
    fails("Secret in the namespace ns", () -> nothing.live(SECRET, "ns").toList());
    fails("Secret in every namespace", () -> nothing.live(SECRET));
    fails("Secret in every namespace", () -> nothing.judged(SECRET).toList());
    fails("any Secret", () -> nothing.knows(SECRET));
    fails("a controller", () -> nothing.controller(OBJECTS.getFirst()));
    fails("a controller", () -> nothing.workload(OBJECTS.getFirst()));
    fails("TIME", nothing::now);
    fails("BRANCHES", nothing::branches);
    fails("IMAGE_SCANS", nothing::scans);
    fails("IMAGE_POLICIES", nothing::images);

    World plain = WORLD.seen(Reads.NOTHING, OWN);
    fails("Secret other/s", () -> plain.find(SECRET, "other", "s"));
    fails("Secret in every namespace", () -> plain.ofKind(SECRET));
    fails("Secret in the namespace ns", () -> plain.ofKind(SECRET, "ns"));
    fails("a controller", () -> plain.findController(SECRET, "ns", "s"));
    fails("SERVED_KINDS", plain::served);
  }

  @Test
  void inANamespaceIsNotInTheCluster() {
    MaskedWorld view = masked(Reads.inNamespace(SECRET, NODE));
    assertThat(view.find(SECRET, "ns", "s")).isEmpty();
    assertThat(view.find(NODE, "", "n")).isEmpty();
    fails("Secret other/s", () -> view.find(SECRET, "other", "s"));
    fails("Secret in every namespace", () -> view.live(SECRET));
    assertThat(masked(Reads.inCluster(SECRET)).live(SECRET)).hasSize(1);
  }

  @Test
  void bothTogetherAreTheWider() {
    Reads both =
        Reads.inNamespace(SECRET, MAP)
            .and(Reads.inCluster(SECRET))
            .andControllers()
            .and(Fact.TIME)
            .and(Fact.BRANCHES);
    assertThat(both.kinds())
        .containsEntry(SECRET, Extent.CLUSTER)
        .containsEntry(MAP, Extent.NAMESPACE);
    assertThat(both.controllers()).isTrue();
    assertThat(both.facts()).containsExactly(Fact.BRANCHES, Fact.TIME);
  }

  private static void fails(String what, ThrowingCallable look) {
    assertThatThrownBy(look)
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("looks at " + what + ", which its reads do not declare");
  }
}
