package dev.drift.policy.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.model.Change;
import dev.drift.model.Difference;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What an ignore of additions is about.
class AdditionsTest {
  private static final ResourceRef WEB =
      new ResourceRef("v1", new ResourceId(new GroupKind("", "Service"), "shop", "web"));
  private static final Match ADDITIONS =
      new Match(
          Set.of(),
          List.of(),
          List.of(),
          Map.of(),
          List.of(),
          List.of(),
          Set.of(),
          Set.of(),
          /* additions= */ true);
  private static final Value.Obj DESIRED =
      Value.Obj.EMPTY.with(
          "spec", Value.Obj.EMPTY.with("selector", Value.Obj.EMPTY.with("app", Value.of("web"))));

  private static boolean matches(Value.Obj desired, Change change, Path path, String live) {
    return ADDITIONS.matches(
        PolicySubject.described(WEB, Value.Obj.EMPTY, Optional.of(desired), Optional.of(desired)),
        new Difference(
            WEB,
            change,
            path,
            Optional.empty(),
            Optional.of(live).filter(it -> !it.isEmpty()).map(Value::of)),
        "kubectl");
  }

  private static boolean matches(Change change, Path path, String live) {
    return matches(DESIRED, change, path, live);
  }

  @Test
  void aFieldOfAMapOrAnItemWithAKeyIsOne() {
    assertThat(matches(Change.ADDED, Path.of("metadata", "labels", "team"), "shop")).isTrue();
    assertThat(
            matches(Change.ADDED, Path.of("spec", "ports").plus(Path.Key.of("name", "admin")), "x"))
        .isTrue();
    assertThat(
            matches(
                Change.ADDED,
                Path.of("metadata", "finalizers").plus(new Path.Member("example.com/x")),
                "example.com/x"))
        .isTrue();
  }

  @Test
  void whatGitDeclaresIsNone() {
    for (Change change : Change.values()) {
      if (change != Change.ADDED) {
        assertThat(matches(change, Path.of("spec", "type"), "x")).as("%s", change).isFalse();
      }
    }
    assertThat(matches(Change.UNMANAGED, Path.ROOT, "x")).isFalse();
  }

  /// Its applier owns all of it, if it applies any of it.
  @Test
  void aPartOfAValueWithOneOwnerIsNone() {
    Path part = Path.of("spec", "selector", "tier");
    assertThat(matches(Change.ADDED, part, "x")).isFalse();
    assertThat(matches(Value.Obj.EMPTY, Change.ADDED, part, "x")).as("all of it").isTrue();
    assertThat(matches(Change.ADDED, Path.of("spec", "list").plus(new Path.Index(1)), "x"))
        .isFalse();
  }

  /// Posture has no value: it is a risk, whoever added it.
  @Test
  void postureIsNone() {
    assertThat(matches(Change.ADDED, Path.of("spec", "externalIPs"), "")).isFalse();
  }

  @Test
  void itHidesNoObject() {
    assertThat(ADDITIONS.isWhole()).isFalse();
    assertThat(Match.ALL.isWhole()).isTrue();
  }
}
