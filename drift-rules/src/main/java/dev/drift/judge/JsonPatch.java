package dev.drift.judge;

import dev.drift.json.JsonWriter;
import dev.drift.model.Change;
import dev.drift.model.Difference;
import dev.drift.model.value.Path;
import dev.drift.model.value.Pointer;
import dev.drift.model.value.Steps;
import dev.drift.model.value.Value;
import dev.drift.secret.Shown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// A patch that gives differences back the value of Git:
/// https://www.rfc-editor.org/rfc/rfc6902.
///
/// An item of a list is removed by its position, so it is tested first: where the list has changed
/// meanwhile, the patch fails.
final class JsonPatch {
  private final Value.Obj live;
  private final Function<Difference, Shown> desired;
  private final List<Value> operations = new ArrayList<>();
  private boolean possible = true;

  /// @param live the object as it is
  /// @param desired what people may see of a value of Git
  JsonPatch(Value.Obj live, Function<Difference, Shown> desired) {
    this.live = live;
    this.desired = desired;
  }

  /// The patch of a difference and of what follows from it; empty if it would show a secret, or
  /// where no pointer leads to it.
  Optional<String> of(Difference difference) {
    if (difference.change() == Change.ADDED) {
      new VolumeUses(live).of(difference.livePath()).forEach(this::remove);
    }
    undo(difference);
    // Items of one list: the later ones first, whose positions others do not move.
    difference.consequences().reversed().forEach(this::undo);
    return possible ? Optional.of(JsonWriter.text(new Value.Arr(operations))) : Optional.empty();
  }

  private void undo(Difference difference) {
    switch (difference.change()) {
      case ADDED -> remove(difference.livePath());
      case DEFAULT_CHANGED, CHANGED -> put("replace", difference);
      case REMOVED -> put("add", difference);
      case REORDERED, MISSING, UNMANAGED -> possible = false;
    }
  }

  private void put(String operation, Difference difference) {
    Optional<String> pointer =
        operation.equals("add")
            ? pointerOfField(difference.livePath())
            : Pointer.to(difference.livePath(), live);
    if (pointer.isPresent() && desired.apply(difference) instanceof Shown.Plain plain) {
      operation(operation, pointer.get(), Optional.of(plain.value()));
    } else {
      possible = false;
    }
  }

  private void remove(Path path) {
    Optional<String> pointer = Pointer.to(path, live);
    if (pointer.isEmpty()) {
      possible = false;
      return;
    }
    switch (path.elements().getLast()) {
      case Path.Field _ -> {}
      case Path.Index _ -> possible = false;
      case Path.Member(String member) ->
          operation("test", pointer.get(), Optional.of(Value.of(member)));
      case Path.Key key -> test(path, key, pointer.get());
    }
    operation("remove", pointer.get(), Optional.empty());
  }

  /// The key fields that the item has identify it.
  private void test(Path path, Path.Key key, String pointer) {
    Value item = Steps.at(path, live).orElse(Value.Null.NULL);
    for (Path.Part part : key.parts()) {
      if (item instanceof Value.Obj object && object.get(part.name()).isPresent()) {
        operation("test", Pointer.field(pointer, part.name()), Optional.of(part.value()));
      }
    }
  }

  private void operation(String name, String pointer, Optional<Value> value) {
    Map<String, Value> operation = new LinkedHashMap<>();
    operation.put("op", Value.of(name));
    operation.put("path", Value.of(pointer));
    value.ifPresent(one -> operation.put("value", one));
    operations.add(new Value.Obj(operation));
  }

  /// Where a field belongs that is not there.
  private Optional<String> pointerOfField(Path path) {
    Path around = new Path(path.elements().subList(0, path.elements().size() - 1));
    return path.elements().getLast() instanceof Path.Field(String name)
            && Steps.at(around, live).orElse(Value.Null.NULL) instanceof Value.Obj
        ? Pointer.to(around, live).map(pointer -> Pointer.field(pointer, name))
        : Optional.empty();
  }
}
