package dev.drift.policy;

import dev.drift.model.value.PathPattern;
import dev.drift.model.value.Value;
import dev.drift.policy.match.Match;
import dev.drift.policy.match.PolicySubject;
import dev.drift.policy.match.StructuredText;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Whether ignores hide an object: all of it, or together more than half of the values that Git
/// gives it outside its metadata.
final class HiddenShare {
  private HiddenShare() {}

  /// @param ignores that are about the object; who wrote a value does not count, because a field
  ///     manager is a name that anybody may use
  static boolean isHidden(PolicySubject object, Collection<Ignore> ignores) {
    if (ignores.isEmpty()) {
      return false;
    }
    if (ignores.stream().anyMatch(ignore -> ignore.match().isWhole())) {
      return true;
    }
    Optional<Value.Obj> desired = object.desired().map(HiddenShare::content);
    if (desired.isEmpty()) {
      return false; // an undeclared object differs as a whole
    }
    Value left = desired.get();
    for (Ignore ignore : ignores) {
      left = left(left, ignore.match());
    }
    return StructuredText.leaves(left) * 2 < StructuredText.leaves(desired.get());
  }

  private static Value.Obj content(Value.Obj object) {
    return object.without("apiVersion").without("kind").without("metadata");
  }

  private static Value left(Value value, Match match) {
    if (!match.keys().isEmpty()) {
      return withoutTexts(match.keys(), "", value);
    }
    Value left = value;
    for (PathPattern path : match.paths()) {
      left = path.without(left);
    }
    return left;
  }

  private static Value withoutTexts(Set<String> keys, String name, Value value) {
    return switch (value) {
      case Value.Obj(Map<String, Value> fields) -> {
        Value.Obj left = (Value.Obj) value;
        for (Map.Entry<String, Value> field : fields.entrySet()) {
          left = left.with(field.getKey(), withoutTexts(keys, field.getKey(), field.getValue()));
        }
        yield left;
      }
      case Value.Str(String text) when StructuredText.isMostly(keys, name, text) -> Value.Obj.EMPTY;
      case Value.Arr _, Value.Str _, Value.Num _, Value.Bool _, Value.Null _, Value.Masked _ ->
          value;
    };
  }
}
