package dev.drift.plan.patch;

import dev.drift.model.value.Pointer;
import dev.drift.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a JSON Patch makes of a value: <https://www.rfc-editor.org/rfc/rfc6902>.
public final class PatchedValue {
  private PatchedValue() {}

  /// @return empty if an operation does not apply, such as a test that does not hold
  public static Optional<Value> of(Value root, List<PatchOperation> operations) {
    Optional<Value> value = Optional.of(root);
    for (PatchOperation operation : operations) {
      value = value.flatMap(it -> of(it, operation));
    }
    return value;
  }

  private static Optional<Value> of(Value root, PatchOperation operation) {
    List<String> tokens = Pointer.tokens(operation.pointer());
    return switch (operation) {
      case PatchOperation.Test(String _, Value expected) ->
          at(root, tokens).equals(Optional.of(expected)) ? Optional.of(root) : Optional.empty();
      case PatchOperation.Add(String _, Value value) -> edit(root, tokens, new Edit.Put(value));
      case PatchOperation.Replace(String _, Value value) ->
          at(root, tokens).flatMap(_ -> edit(root, tokens, new Edit.Replace(value)));
      case PatchOperation.Remove _ ->
          at(root, tokens).flatMap(_ -> edit(root, tokens, new Edit.Remove()));
    };
  }

  private sealed interface Edit {
    record Put(Value value) implements Edit {}

    record Replace(Value value) implements Edit {}

    record Remove() implements Edit {}
  }

  private static Optional<Value> at(Value root, List<String> tokens) {
    Optional<Value> value = Optional.of(root);
    for (String token : tokens) {
      value = value.flatMap(it -> child(it, token));
    }
    return value;
  }

  private static Optional<Value> child(Value node, String token) {
    return switch (node) {
      case Value.Obj object -> object.get(token);
      case Value.Arr(List<Value> items) ->
          position(token).filter(at -> at < items.size()).map(items::get);
      case Value.Str _, Value.Num _, Value.Bool _, Value.Null _, Value.Masked _ -> Optional.empty();
    };
  }

  private static Optional<Value> edit(Value node, List<String> tokens, Edit edit) {
    if (tokens.isEmpty()) {
      return switch (edit) {
        case Edit.Put(Value value) -> Optional.of(value);
        case Edit.Replace(Value value) -> Optional.of(value);
        case Edit.Remove _ -> Optional.empty();
      };
    }
    String token = tokens.getFirst();
    if (tokens.size() > 1) {
      return child(node, token)
          .flatMap(inner -> edit(inner, tokens.subList(1, tokens.size()), edit))
          .map(inner -> replaced(node, token, inner));
    }
    return switch (node) {
      case Value.Obj object ->
          Optional.of(
              switch (edit) {
                case Edit.Put(Value value) -> object.with(token, value);
                case Edit.Replace(Value value) -> object.with(token, value);
                case Edit.Remove _ -> object.without(token);
              });
      case Value.Arr(List<Value> items) -> item(items, token, edit);
      case Value.Str _, Value.Num _, Value.Bool _, Value.Null _, Value.Masked _ -> Optional.empty();
    };
  }

  private static Optional<Value> item(List<Value> items, String token, Edit edit) {
    Optional<Integer> at = token.equals(Pointer.END) ? Optional.of(items.size()) : position(token);
    int last = edit instanceof Edit.Put ? items.size() : items.size() - 1;
    return at.filter(position -> position <= last)
        .map(
            position -> {
              List<Value> edited = new ArrayList<>(items);
              switch (edit) {
                case Edit.Put(Value value) -> edited.add(position, value);
                case Edit.Replace(Value value) -> edited.set(position, value);
                case Edit.Remove _ -> edited.remove((int) position);
              }
              return new Value.Arr(edited);
            });
  }

  private static Value replaced(Value node, String token, Value inner) {
    if (node instanceof Value.Obj object) {
      return object.with(token, inner);
    }
    List<Value> items = new ArrayList<>(((Value.Arr) node).items());
    items.set(position(token).orElseThrow(), inner);
    return new Value.Arr(items);
  }

  private static Optional<Integer> position(String token) {
    return token.matches("0|[1-9][0-9]{0,8}")
        ? Optional.of(Integer.valueOf(token))
        : Optional.empty();
  }
}
