package dev.drift.explain;

import dev.drift.model.DesiredResource;
import dev.drift.model.Difference;
import dev.drift.model.LiveResource;
import dev.drift.model.value.Value;
import dev.drift.world.World;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Whether a live value is one that Kubernetes itself would have written.
final class ValueTests {
  private ValueTests() {}

  static boolean isNumber(Difference difference, LiveResource live, World world) {
    return text(difference).map(text -> text.matches("\\d{1,19}")).orElse(false);
  }

  static KnownWrite.ValueTest isText(String wanted) {
    return (difference, _, _) -> text(difference).equals(Optional.of(wanted));
  }

  static boolean isTime(Difference difference, LiveResource live, World world) {
    return text(difference).map(ValueTests::isTime).orElse(false);
  }

  /// A day, such as `2026-01-31`.
  static boolean isDate(Difference difference) {
    return text(difference).map(text -> text.matches("\\d{4}-\\d{2}-\\d{2}")).orElse(false);
  }

  private static boolean isTime(String text) {
    try {
      return OffsetDateTime.parse(text) != null;
    } catch (DateTimeException e) {
      return false;
    }
  }

  /// `None` is a choice, not an allocation; the list of addresses starts with the one address.
  static boolean isAllocatedAddress(Difference difference, LiveResource live, World world) {
    Value.Obj spec = live.content().object("spec");
    return switch (difference.live().orElse(Value.Null.NULL)) {
      case Value.Str(String address) -> !address.equals("None");
      case Value.Arr(List<Value> addresses) ->
          !addresses.isEmpty() && spec.get("clusterIP").equals(Optional.of(addresses.getFirst()));
      case Value.Null _, Value.Bool _, Value.Num _, Value.Masked _, Value.Obj _ -> false;
    };
  }

  /// What the server chose when the Service was made: a selector that was removed since then
  /// changes nothing about it, so Git's counts.
  static boolean isDefaultFamilyPolicy(Difference difference, LiveResource live, World world) {
    DesiredResource declared = world.declared().get(live.id());
    Value.Obj spec = (declared == null ? live.content() : declared.content()).object("spec");
    boolean bare = isHeadless(spec) && spec.object("selector").fields().isEmpty();
    return text(difference).equals(Optional.of(bare ? "RequireDualStack" : "SingleStack"));
  }

  /// The value names this Job: its name or UID, alone or in the selector.
  static boolean isOwnIdentity(Difference difference, LiveResource live, World world) {
    Set<Value> identity =
        Set.of(Value.of(live.uid().orElse("")), Value.of(live.metadata().text("name").orElse("")));
    return switch (difference.live().orElse(Value.Null.NULL)) {
      case Value.Str text -> identity.contains(text);
      case Value.Obj selector ->
          selector.fields().keySet().equals(Set.of("matchLabels"))
              && identity.containsAll(selector.object("matchLabels").fields().values());
      case Value.Null _, Value.Bool _, Value.Num _, Value.Masked _, Value.Arr _ -> false;
    };
  }

  private static boolean isHeadless(Value.Obj service) {
    return service.text("clusterIP").equals(Optional.of("None"));
  }

  private static Optional<String> text(Difference difference) {
    return difference.live().orElse(Value.Null.NULL) instanceof Value.Str(String text)
        ? Optional.of(text)
        : Optional.empty();
  }
}
