package dev.drift.attribute;

import dev.drift.canonical.schema.Quantity;
import dev.drift.compare.TextReader;
import dev.drift.model.Change;
import dev.drift.model.Difference;
import dev.drift.model.LiveResource;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.Path;
import dev.drift.model.value.Steps;
import dev.drift.model.value.Value;
import dev.drift.secret.Redactor;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the cluster has at the path of a difference, to be found in the body of a request.
///
/// @param live empty if the path is gone
/// @param root the whole live object
/// @param inOrder whether the order of a list is what matters
/// @param text of a path within a text: the path of the text
/// @param reader reads texts that were sent, as those of the difference are read
record SoughtValue(
    Path path,
    Optional<Value> live,
    Value.Obj root,
    boolean inOrder,
    Optional<Path> text,
    TextReader reader,
    GroupKind kind) {

  static SoughtValue of(Difference difference, LiveResource resource, Redactor redactor) {
    boolean within = !difference.path().equals(difference.ofField().path());
    Optional<Value> stored =
        within ? difference.live() : Steps.at(difference.livePath(), resource.content());
    return new SoughtValue(
        difference.livePath(),
        difference.change() == Change.REMOVED ? Optional.empty() : stored.or(difference::live),
        resource.content(),
        difference.change() == Change.REORDERED,
        within ? Optional.of(difference.ofField().livePath()) : Optional.empty(),
        new TextReader(redactor),
        difference.resource().id().groupKind());
  }

  /// What it means if the path, or all around it, is removed.
  RequestEffect gone() {
    return live.isEmpty() ? RequestEffect.MAKES : RequestEffect.DIFFERS;
  }

  /// What it means that this is written to the path.
  ///
  /// @param whole whether it replaces what is there; otherwise it is merged into it
  RequestEffect written(Value value, boolean whole) {
    if (live.isEmpty()) {
      return RequestEffect.DIFFERS;
    }
    if (inOrder) {
      return value.equals(live.get())
          ? RequestEffect.MAKES
          : whole ? RequestEffect.DIFFERS : RequestEffect.NONE;
    }
    if (!whole && value instanceof Value.Obj(Map<String, Value> fields) && onlyDirectives(fields)) {
      return RequestEffect.NONE;
    }
    return isWithin(value, live.get(), whole) ? RequestEffect.MAKES : RequestEffect.DIFFERS;
  }

  /// What it means that a text is written which the path leads into; nothing where the value is no
  /// such text.
  ///
  /// @param depth how many steps lead to the value
  Optional<RequestEffect> writtenText(Value value, int depth) {
    if (text.isEmpty() || text.get().elements().size() != depth || !(value instanceof Value.Str)) {
      return Optional.empty();
    }
    Path rest = new Path(path.elements().subList(depth, path.elements().size()));
    // A text is always written whole, so that the setting may have been so before.
    return Optional.of(
        reader
            .readPlain(kind, text.get(), value)
            .map(
                read ->
                    Steps.at(rest, read.root()).equals(live)
                        ? RequestEffect.CARRIES
                        : RequestEffect.DIFFERS)
            .orElse(RequestEffect.UNCLEAR));
  }

  /// Directives of a strategic merge patch, such as `$setElementOrder/containers`.
  static boolean isDirective(String field) {
    return field.startsWith("$");
  }

  private static boolean onlyDirectives(Map<String, Value> fields) {
    return !fields.isEmpty() && fields.keySet().stream().allMatch(SoughtValue::isDirective);
  }

  /// Whether all that was sent is there: the API server adds defaults, and writes quantities its
  /// own way.
  static boolean isWithin(Value sent, Value live, boolean whole) {
    return switch (sent) {
      case Value.Obj(Map<String, Value> fields) ->
          live instanceof Value.Obj object
              && fields.entrySet().stream()
                  .allMatch(field -> isWithin(field.getKey(), field.getValue(), object, whole));
      case Value.Arr(List<Value> items) ->
          live instanceof Value.Arr(List<Value> there) && areWithin(items, there, whole);
      case Value.Str _, Value.Num _ -> sent.equals(live) || isSameQuantity(sent, live);
      case Value.Bool _, Value.Masked _, Value.Null _ -> sent.equals(live);
    };
  }

  private static boolean isWithin(String name, Value sent, Value.Obj live, boolean whole) {
    if (isDirective(name)) {
      return true;
    }
    Optional<Value> there = live.get(name);
    boolean empty = sent == Value.Null.NULL || sent.equals(Value.Obj.EMPTY);
    return there.isEmpty() ? empty : isWithin(sent, there.get(), whole);
  }

  private static boolean areWithin(List<Value> sent, List<Value> live, boolean whole) {
    if (!whole) {
      return sent.stream()
          .allMatch(item -> live.stream().anyMatch(there -> isWithin(item, there, false)));
    }
    if (sent.size() != live.size()) {
      return false;
    }
    for (int i = 0; i < sent.size(); i++) {
      if (!isWithin(sent.get(i), live.get(i), true)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSameQuantity(Value sent, Value live) {
    Optional<BigDecimal> one = Quantity.parse(sent);
    Optional<BigDecimal> other = Quantity.parse(live);
    return one.isPresent() && other.isPresent() && one.get().compareTo(other.get()) == 0;
  }
}
