package dev.drift.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drift.compare.Yaml;
import dev.drift.model.kind.GroupKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Resources are found by identity and by kind, and come in the order of their identities.
class ResourcesTest {
  private static final GroupKind POD = new GroupKind("", "Pod");
  private static final GroupKind SECRET = new GroupKind("", "Secret");

  private final LiveResource first = live("Pod", "a", "two");
  private final LiveResource second = live("Secret", "a", "one");
  private final LiveResource third = live("Pod", "b", "one");
  private final Resources<LiveResource> all = Resources.of(List.of(third, first, second));

  private static LiveResource live(String kind, String namespace, String name) {
    return LiveObjects.live(
        Yaml.object(
            "{apiVersion: v1, kind: %s, metadata: {namespace: %s, name: %s}}"
                .formatted(kind, namespace, name)));
  }

  @Test
  void comeInTheOrderOfTheirIdentities() {
    assertThat(new ArrayList<>(all.values())).isEqualTo(List.of(first, second, third));
    assertThat(new ArrayList<>(all.keySet()))
        .isEqualTo(List.of(first.id(), second.id(), third.id()));
    assertThat(all.entrySet())
        .containsExactly(
            Map.entry(first.id(), first),
            Map.entry(second.id(), second),
            Map.entry(third.id(), third));
    assertThat(all.ofKind(POD)).containsExactly(first, third);
  }

  @Test
  void areFound() {
    assertThat(all).hasSize(3);
    assertThat(all.get(new ResourceId(POD, "b", "one"))).isSameAs(third);
    assertThat(all.get(new ResourceId(POD, "b", "two"))).isNull();
    assertThat(all.containsKey(new ResourceId(SECRET, "a", "one"))).isTrue();
    assertThat(all.containsKey(new ResourceId(SECRET, "b", "one"))).isFalse();
    assertThat(all.kinds()).containsExactlyInAnyOrder(POD, SECRET);
    assertThat(all.ofKind(new GroupKind("apps", "Pod"))).isEmpty();
    assertThat(Resources.none()).isEmpty();
  }

  @Test
  void whatChangedIsWhatWasAddedModifiedOrDeleted() {
    LiveResource modified =
        LiveObjects.live(
            Yaml.object(
                "{apiVersion: v1, kind: Pod, metadata: {namespace: a, name: two, labels: {b: c}}}"));
    LiveResource added = live("Pod", "c", "one");

    assertThat(all.changed(Resources.of(List.of(modified, second, added))))
        .containsExactlyInAnyOrder(first.id(), third.id(), added.id());
    assertThat(all.changed(Resources.of(List.of(live("Pod", "a", "two"), second, third))))
        .as("equal resources")
        .isEmpty();
  }

  @Test
  void areFoundByNamespace() {
    assertThat(all.ofKind(POD, "a")).containsExactly(first);
    assertThat(all.ofKind(POD, "b")).containsExactly(third);
    assertThat(all.ofKind(SECRET, "a")).containsExactly(second);
    for (String nowhere : List.of("", "0", "aa", "c")) {
      assertThat(all.ofKind(POD, nowhere)).isEmpty();
    }
    assertThat(all.ofKind(new GroupKind("apps", "Pod"), "a")).isEmpty();
  }

  @Test
  void nobodyChangesThem() {
    assertThatThrownBy(() -> all.remove(first.id()))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> all.values().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> all.ofKind(POD).clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> all.kinds().remove(POD))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void twoOfOneIdentityAreRefused() {
    List<LiveResource> twice = List.of(first, live("Pod", "a", "two"));
    assertThatThrownBy(() -> Resources.of(twice))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Pod a/two occurs twice");
  }
}
