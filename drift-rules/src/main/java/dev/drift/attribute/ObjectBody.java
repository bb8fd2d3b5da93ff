package dev.drift.attribute;

import dev.drift.model.value.Path;
import dev.drift.model.value.Steps;
import dev.drift.model.value.Value;
import java.util.List;
import java.util.Optional;

/// A body that has the shape of the object: the whole object, a merge patch, a strategic merge
/// patch or a server-side apply. The request log does not distinguish the three kinds of patch, so
/// where they mean different things the answer is [RequestEffect#UNCLEAR].
///
/// The directives of a strategic merge patch are in preserve-order-in-strategic-merge-patch.md
/// below cli/ of https://github.com/kubernetes/design-proposals-archive.
final class ObjectBody {
  private static final String PATCH = "$patch";

  private final SoughtValue sought;
  private final boolean whole;
  private final boolean applied;

  /// @param whole whether the body is the object itself
  /// @param applied whether the body is a server-side apply, which merges lists by their keys
  ObjectBody(SoughtValue sought, boolean whole, boolean applied) {
    this.sought = sought;
    this.whole = whole;
    this.applied = applied;
  }

  RequestEffect effect(Value.Obj body) {
    RequestEffect effect = at(body, 0);
    return whole && effect == RequestEffect.MAKES ? RequestEffect.CARRIES : effect;
  }

  private RequestEffect at(Value node, int depth) {
    List<Path.Element> elements = sought.path().elements();
    if (node == Value.Null.NULL || isDeletion(node)) {
      return sought.gone();
    }
    if (depth == elements.size()) {
      return sought.written(node, whole);
    }
    Optional<RequestEffect> ofText = sought.writtenText(node, depth);
    if (ofText.isPresent()) {
      return ofText.get();
    }
    return switch (elements.get(depth)) {
      case Path.Field(String name) ->
          node instanceof Value.Obj object ? field(object, name, depth) : sought.gone();
      case Path.Key key -> item(node, key, depth);
      case Path.Member member -> item(node, member, depth);
      case Path.Index index -> item(node, index, depth);
    };
  }

  private RequestEffect field(Value.Obj object, String name, int depth) {
    if (takesFromList(object, name, depth)) {
      return sought.gone();
    }
    Optional<Value> value = object.get(name);
    if (value.isPresent()) {
      RequestEffect effect = at(value.get(), depth + 1);
      boolean merges = applied || object.get("$setElementOrder/" + name).isPresent();
      return effect == RequestEffect.UNCLEAR && merges ? RequestEffect.NONE : effect;
    }
    boolean retained =
        object.get("$retainKeys").isEmpty() || object.list("$retainKeys").contains(Value.of(name));
    return whole || isReplacement(object) || !retained ? sought.gone() : RequestEffect.NONE;
  }

  /// `$deleteFromPrimitiveList/finalizers: [x]`.
  private boolean takesFromList(Value.Obj object, String name, int depth) {
    List<Path.Element> elements = sought.path().elements();
    return depth + 1 < elements.size()
        && elements.get(depth + 1) instanceof Path.Member(String member)
        && object.list("$deleteFromPrimitiveList/" + name).contains(Value.of(member));
  }

  private RequestEffect item(Value list, Path.Element element, int depth) {
    if (!(list instanceof Value.Arr(List<Value> items))) {
      return sought.gone();
    }
    Optional<Integer> found = Steps.item(element, list);
    if (found.isPresent()) {
      return at(items.get(found.get()), depth + 1);
    }
    if (whole || element instanceof Path.Index || items.stream().anyMatch(this::isReplacement)) {
      return sought.gone();
    }
    return sought.live().isEmpty() ? RequestEffect.UNCLEAR : RequestEffect.NONE;
  }

  private boolean isDeletion(Value node) {
    return !whole && node instanceof Value.Obj object && directive(object).equals("delete");
  }

  private boolean isReplacement(Value node) {
    return !whole && node instanceof Value.Obj object && directive(object).equals("replace");
  }

  private static String directive(Value.Obj object) {
    return object.text(PATCH).orElse("");
  }
}
