package dev.drift.compare;

import dev.drift.canonical.schema.Schemas;
import dev.drift.canonical.schema.Type;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Every value of an object that holds no other, empty objects and lists among them, at the path
/// where [Comparer] would report a difference of it.
public final class Leaves {
  private final Schemas schemas;
  private final List<Leaf> leaves = new ArrayList<>();

  /// One value and where it stands.
  public record Leaf(Path path, Value value) {}

  private Leaves(Schemas schemas) {
    this.schemas = schemas;
  }

  public static List<Leaf> of(Schemas schemas, Type type, Value.Obj object) {
    Leaves leaves = new Leaves(schemas);
    leaves.walk(type, object, Path.ROOT);
    return leaves.leaves;
  }

  private void walk(Type type, Value value, Path path) {
    switch (value) {
      case Value.Obj(Map<String, Value> fields) when !fields.isEmpty() ->
          fields.forEach((name, inner) -> walk(member(type, name), inner, path.field(name)));
      case Value.Arr(List<Value> items) when !items.isEmpty() -> items(type, items, path);
      case Value.Obj _,
          Value.Arr _,
          Value.Str _,
          Value.Num _,
          Value.Bool _,
          Value.Null _,
          Value.Masked _ ->
          leaves.add(new Leaf(path, value));
    }
  }

  private Type member(Type type, String name) {
    return switch (schemas.resolve(type)) {
      case Type.Struct struct -> struct.member(name).map(Type.Member::type).orElse(Type.ANY);
      case Type.MapOf(Type values, boolean _) -> values;
      case Type.Union(Type struct) -> member(struct, name);
      case Type.ListOf _, Type.Scalar _, Type.Any _, Type.Ref _ -> Type.ANY;
    };
  }

  private void items(Type type, List<Value> items, Path path) {
    Optional<Type.ListOf> list =
        schemas.resolve(type) instanceof Type.ListOf of ? Optional.of(of) : Optional.empty();
    boolean identified =
        list.isPresent()
            && switch (list.get().identity()) {
              case KEYED, SET -> ListItems.mayHaveIdentity(list.get(), items);
              case ATOMIC, MULTISET -> false;
            };
    if (identified) {
      ListItems.byIdentity(list.get(), items)
          .forEach((element, at) -> walk(list.get().items(), items.get(at), path.plus(element)));
    } else {
      Type inner = list.map(Type.ListOf::items).orElse(Type.ANY);
      for (int i = 0; i < items.size(); i++) {
        walk(inner, items.get(i), path.plus(new Path.Index(i)));
      }
    }
  }
}
