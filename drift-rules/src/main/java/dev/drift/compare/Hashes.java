package dev.drift.compare;

import dev.drift.canonical.schema.Schemas;
import dev.drift.canonical.schema.Type;
import dev.drift.canonical.schema.TypedValues;
import dev.drift.model.value.Value;
import java.util.List;
import java.util.Map;

/// Hashes that agree with [Equality]: values that are equal have equal ones. They keep matching
/// the items of long lists from comparing each with each.
final class Hashes {
  private final Schemas schemas;

  Hashes(Schemas schemas) {
    this.schemas = schemas;
  }

  int of(Type type, Value value) {
    Type resolved = schemas.resolve(type);
    return switch (value) {
      case Value.Obj(Map<String, Value> fields) -> {
        int sum = 1;
        for (Map.Entry<String, Value> field : fields.entrySet()) {
          sum +=
              31 * field.getKey().hashCode()
                  ^ of(child(resolved, field.getKey()), field.getValue());
        }
        yield sum;
      }
      // A sum, since the items of some lists have no order.
      case Value.Arr(List<Value> items) -> {
        Type each = resolved instanceof Type.ListOf list ? list.items() : Type.ANY;
        int sum = 2;
        for (Value item : items) {
          sum += 17 * of(each, item);
        }
        yield sum;
      }
      case Value.Null _, Value.Bool _, Value.Num _, Value.Str _, Value.Masked _ ->
          resolved instanceof Type.Scalar scalar
              ? TypedValues.hash(scalar, value)
              : value.hashCode();
    };
  }

  private static Type child(Type type, String field) {
    return switch (type) {
      case Type.Struct struct -> struct.member(field).map(Type.Member::type).orElse(Type.ANY);
      case Type.MapOf map -> map.values();
      case Type.Any _, Type.Union _, Type.Ref _, Type.ListOf _, Type.Scalar _ -> Type.ANY;
    };
  }
}
