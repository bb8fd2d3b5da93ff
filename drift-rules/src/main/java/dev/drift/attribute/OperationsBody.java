package dev.drift.attribute;

import dev.drift.model.value.Path;
import dev.drift.model.value.Steps;
import dev.drift.model.value.Value;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// A JSON patch: a list of operations on places. Items of lists are named by their position at
/// that time, so a position counts where the item stands there still, or was sent along.
///
/// See https://www.rfc-editor.org/rfc/rfc6902.
final class OperationsBody {
  private final SoughtValue sought;

  OperationsBody(SoughtValue sought) {
    this.sought = sought;
  }

  /// The last operation on the path counts.
  RequestEffect effect(List<Value> operations) {
    RequestEffect effect = RequestEffect.NONE;
    for (Value operation : operations) {
      if (operation instanceof Value.Obj object) {
        RequestEffect next = operation(object);
        effect = next == RequestEffect.NONE ? effect : next;
      }
    }
    return effect;
  }

  private RequestEffect operation(Value.Obj operation) {
    Optional<Value> value = operation.get("value");
    String at = operation.text("path").orElse("");
    return switch (operation.text("op").orElse("")) {
      case "add", "replace" -> value.map(v -> write(tokens(at), v)).orElse(RequestEffect.NONE);
      case "remove" -> remove(tokens(at));
      case "move" -> {
        RequestEffect taken = remove(tokens(operation.text("from").orElse("")));
        yield touches(tokens(at)) ? RequestEffect.UNCLEAR : taken;
      }
      case "copy" -> touches(tokens(at)) ? RequestEffect.UNCLEAR : RequestEffect.NONE;
      default -> RequestEffect.NONE;
    };
  }

  private boolean touches(List<String> tokens) {
    return write(tokens, Value.Null.NULL) != RequestEffect.NONE;
  }

  private RequestEffect write(List<String> tokens, Value value) {
    Value live = sought.root();
    List<Path.Element> elements = sought.path().elements();
    for (int depth = 0; depth < tokens.size(); depth++) {
      if (depth == elements.size()) {
        return within(tokens.subList(depth, tokens.size()), value);
      }
      boolean last = depth == tokens.size() - 1;
      Path.Element element = elements.get(depth);
      if (!leads(tokens.get(depth), element, live, last ? Optional.of(value) : Optional.empty())) {
        return RequestEffect.NONE;
      }
      live = Steps.step(element, live).orElse(Value.Null.NULL);
    }
    Optional<RequestEffect> ofText = sought.writtenText(value, tokens.size());
    if (ofText.isPresent()) {
      return ofText.get();
    }
    Path rest = new Path(elements.subList(tokens.size(), elements.size()));
    return Steps.at(rest, value).map(v -> sought.written(v, true)).orElseGet(sought::gone);
  }

  /// An operation on something further in.
  private RequestEffect within(List<String> tokens, Value value) {
    Value live = sought.live().orElse(Value.Null.NULL);
    for (String token : tokens) {
      Optional<Value> next =
          switch (live) {
            case Value.Obj object -> object.get(token);
            case Value.Arr(List<Value> items) -> position(token, items);
            case Value.Null _, Value.Bool _, Value.Num _, Value.Str _, Value.Masked _ ->
                Optional.empty();
          };
      if (next.isEmpty()) {
        return RequestEffect.DIFFERS;
      }
      live = next.get();
    }
    return SoughtValue.isWithin(value, live, true) ? RequestEffect.MAKES : RequestEffect.DIFFERS;
  }

  private static Optional<Value> position(String token, List<Value> items) {
    return IntStream.range(0, items.size())
        .filter(i -> token.equals(Integer.toString(i)) || isEnd(token, i, items))
        .mapToObj(items::get)
        .findFirst();
  }

  /// `-` means the place after the last item, which is where the last one came to stand.
  private static boolean isEnd(String token, int index, List<Value> items) {
    return token.equals("-") && index == items.size() - 1;
  }

  private RequestEffect remove(List<String> tokens) {
    Value live = sought.root();
    List<Path.Element> elements = sought.path().elements();
    if (tokens.isEmpty() || tokens.size() > elements.size()) {
      return RequestEffect.NONE;
    }
    for (int depth = 0; depth < tokens.size(); depth++) {
      Path.Element element = elements.get(depth);
      boolean item = !(element instanceof Path.Field);
      if (item && Steps.step(element, live).isEmpty()) {
        // Which item stood at the position is not known any more.
        return sought.live().isEmpty() ? RequestEffect.UNCLEAR : RequestEffect.NONE;
      }
      if (!leads(tokens.get(depth), element, live, Optional.empty())) {
        return RequestEffect.NONE;
      }
      live = Steps.step(element, live).orElse(Value.Null.NULL);
    }
    boolean anItem = !(elements.get(tokens.size() - 1) instanceof Path.Field);
    // The item that stands at this position now came after the one that was removed.
    return anItem ? RequestEffect.NONE : sought.gone();
  }

  /// @param item what is put there, where this is the last token
  private static boolean leads(
      String token, Path.Element element, Value live, Optional<Value> item) {
    if (element instanceof Path.Field(String name)) {
      return token.equals(name);
    }
    if (item.isPresent() && !(element instanceof Path.Index)) {
      return Steps.item(element, new Value.Arr(List.of(item.get()))).isPresent();
    }
    Optional<Integer> position = Steps.item(element, live);
    return position.isPresent() && token.equals(position.get().toString());
  }

  /// The tokens of a JSON pointer.
  private static List<String> tokens(String pointer) {
    return Arrays.stream(pointer.split("/", -1))
        .skip(1)
        .map(token -> token.replace("~1", "/").replace("~0", "~"))
        .toList();
  }
}
