package dev.drift.owner;

import dev.drift.json.JsonWriter;
import dev.drift.model.Sha256;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The rights that an object of RBAC gives, as a digest: equal if and only if the rights are, in
/// whatever order they are written.
final class RightsDigest {
  private static final String GROUP = "rbac.authorization.k8s.io";
  private static final Set<String> KINDS =
      Set.of("Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding");
  private static final int DIGITS = 32;

  private RightsDigest() {}

  static boolean areGivenBy(GroupKind kind) {
    return kind.group().equals(GROUP) && KINDS.contains(kind.kind());
  }

  static String digest(Value.Obj content) {
    Value rights =
        content.get("roleRef").isPresent()
            ? new Value.Obj(
                Map.of(
                    "roleRef", roleRef(content.object("roleRef")),
                    "subjects",
                        set(content.objects("subjects").stream().map(RightsDigest::subject))))
            : rules(content);
    return Sha256.hex(JsonWriter.text(rights)).substring(0, DIGITS);
  }

  /// A controller fills in the rules of an aggregated ClusterRole; its own part is the selectors.
  private static Value rules(Value.Obj content) {
    Value.Obj aggregation = content.object("aggregationRule");
    return aggregation.size() > 0
        ? sorted(aggregation)
        : set(content.objects("rules").stream().map(RightsDigest::rule));
  }

  private static Value rule(Value.Obj rule) {
    Map<String, Value> lists = new TreeMap<>();
    rule.fields()
        .forEach(
            (name, value) -> {
              if (value instanceof Value.Arr(List<Value> items) && !items.isEmpty()) {
                lists.put(name, set(items.stream()));
              }
            });
    return new Value.Obj(lists);
  }

  // The API server fills in the groups.
  private static Value roleRef(Value.Obj reference) {
    return sorted(
        reference.text("apiGroup").orElse("").isEmpty()
            ? reference.with("apiGroup", Value.of(GROUP))
            : reference);
  }

  private static Value subject(Value.Obj subject) {
    boolean account = subject.text("kind").orElse("").equals("ServiceAccount");
    Value.Obj named =
        subject.text("apiGroup").orElse("").isEmpty()
            ? subject.with("apiGroup", Value.of(account ? "" : GROUP))
            : subject;
    return sorted(named);
  }

  private static Value set(Stream<? extends Value> items) {
    Map<String, Value> byText = new TreeMap<>();
    items.forEach(item -> byText.put(JsonWriter.text(item), item));
    return new Value.Arr(List.copyOf(byText.values()));
  }

  private static Value sorted(Value value) {
    return switch (value) {
      case Value.Obj(Map<String, Value> fields) -> {
        Map<String, Value> sorted = new TreeMap<>();
        fields.forEach((name, field) -> sorted.put(name, sorted(field)));
        yield new Value.Obj(sorted);
      }
      case Value.Arr(List<Value> items) ->
          new Value.Arr(items.stream().map(RightsDigest::sorted).toList());
      case Value.Null _, Value.Bool _, Value.Num _, Value.Str _, Value.Masked _ -> value;
    };
  }
}
